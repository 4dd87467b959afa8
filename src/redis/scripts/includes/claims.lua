-- A claim: `<process>:<ms>:<attempt>:<server>`, no process where it is left to whoever looks next, since when it is so, the attempt at
-- taking it over, if it was, and no server in direct messages. Versions that knew of no shards wrote no server.
-- include values.lua

local function claim_of(process, guild, attempt)
  return process .. ':' .. digits(now()) .. ':' .. (attempt or '') .. ':' .. guild
end

-- Its process, time, attempt and server; nil for a server, and a time, that it does not tell.
local function read_claim(text)
  local process, since, attempt, guild = string.match(text, '^([^:]*):(%d*):(%d*):(%d*)$')
  if process then return { process = process, since = tonumber(since), attempt = attempt, guild = guild } end
  process, attempt = string.match(text, '^([^:]*):?%d*:?(%d*)')
  return { process = process, attempt = attempt }
end

-- Ends the claim of a process, or one that was left to whoever looks next; false if another process has it.
local function end_claim(claims, field, process)
  local holder = read_claim(redis.call('HGET', claims, field) or '').process
  if holder and holder ~= '' and holder ~= process then return false end
  redis.call('HDEL', claims, field)
  return true
end
