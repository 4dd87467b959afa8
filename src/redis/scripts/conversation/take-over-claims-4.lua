#!lua flags=allow-oom
-- Takes over the claims of processes that are no longer alive, of questions that were asked where this process serves. What was left
-- to whoever looks next is ended where somebody has kept an answer since.
-- KEYS 1 claims  2 processes  3 and 4 prefixes, to which {user}:channel is added: conversation, log
-- ARGV 1 process  2 attempt: the same attempt returns again what it took, as its reply may have been lost
--      3 '1' to look through all claims, else that is done only where a process has died or ended
--      4 in how many shards the bot is  5.. those of this process
-- Returns the claim fields that were taken over.
-- include claims.lua
-- include shards.lua
local at = digits(now())
local taken, left = {}, {}
local dead = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', '(' .. at)
if ARGV[3] ~= '1' and #dead == 0 then return taken end
local served = {}
for i = 5, #ARGV do served[tonumber(ARGV[i])] = true end

-- Versions that knew of no shards wrote no server into a claim: what is kept of the conversation has it.
local function guild_of(field, claim)
  if claim.guild then return claim.guild end
  local user, channel = string.match(field, '^(%d+):(%d+):')
  local guild = user and redis.pcall('HGET', KEYS[3] .. '{' .. user .. '}:' .. channel, 'guild')
  return type(guild) == 'string' and guild or ''
end

-- A process that is well has told its answer by then.
local LEFT_MS = 60000

-- An answer to words that were edited since is none.
local function is_answered(field)
  local user, channel, id = string.match(field, '^(%d+):(%d+):(%d+)$')
  local answer = user and decode(redis.call('HGET', KEYS[4] .. '{' .. user .. '}:' .. channel, 'a:' .. id))
  return answer and not answer.isStale
end

local claims = redis.call('HGETALL', KEYS[1])
for i = 1, #claims, 2 do
  local field, claim = claims[i], read_claim(claims[i + 1])
  if claim.process == ARGV[1] then
    if claim.attempt == ARGV[2] then taken[#taken + 1] = field end
  elseif claim.process == '' and is_answered(field) then
    redis.call('HDEL', KEYS[1], field)
  elseif claim.process ~= '' or now() - (claim.since or 0) >= LEFT_MS then
    local alive_until = redis.call('ZSCORE', KEYS[2], claim.process)
    if not alive_until or tonumber(alive_until) < tonumber(at) then
      local guild = guild_of(field, claim)
      if served[shard_of(guild, tonumber(ARGV[4]))] then
        redis.call('HSET', KEYS[1], field, claim_of(ARGV[1], guild, ARGV[2]))
        taken[#taken + 1] = field
      else
        left[claim.process] = true
      end
    end
  end
end
-- Whoever serves the other shards has to find the process dead, too.
for _, process in ipairs(dead) do
  if not left[process] then redis.call('ZREM', KEYS[2], process) end
end
return taken
