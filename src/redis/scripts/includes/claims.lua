-- A claim: `<process>:<ms>:<attempt>:<server>`, no process where it is left to whoever looks next, the attempt at taking it over, if it was, and no server in direct messages. Versions
-- that knew of no shards wrote no server.
-- include values.lua

local function claim_of(process, guild, attempt)
  return process .. ':' .. digits(now()) .. ':' .. (attempt or '') .. ':' .. guild
end

-- Its process, attempt and server; nil for a server that it does not tell.
local function read_claim(text)
  local process, attempt, guild = string.match(text, '^([^:]*):%d*:(%d*):(%d*)$')
  if process then return { process = process, attempt = attempt, guild = guild } end
  process, attempt = string.match(text, '^([^:]*):?%d*:?(%d*)')
  return { process = process, attempt = attempt }
end
