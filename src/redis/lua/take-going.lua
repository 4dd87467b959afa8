-- Takes away some of what waits for it since everything was forgotten: see forget-everything.lua. What was kept since
-- under the same names stays.
-- KEYS 1-4 lists of what goes: facts, traces, messages, sources  5-8 those of what is kept  9 going
--      10-13 prefixes, to which an id is added: fact, trace, message, log
-- ARGV 1 user id  2 epoch  3 facts at most  4 others at most
--      5 seconds for which it is remembered that a message is forgotten
-- Returns { facts, traces, 1 if there may be more, else 0 }.
-- include turns.lua
-- include rests.lua
-- include forgetting.lua
local u = {
  user_id = ARGV[1], messages = KEYS[7], sources = KEYS[8], message_prefix = KEYS[12], log_prefix = KEYS[13],
  deleted = tonumber(ARGV[5]),
}
local at = now()

-- Takes the first of a list, and what they stand for. Returns how many there were of that.
local function take(list, limit, gone)
  local found, members = 0, redis.call('ZRANGE', list, 0, limit - 1)
  for _, member in ipairs(members) do found = found + gone(member) end
  redis.call('ZREM', list, unpack(members))
  return found
end

local function key_taker(kept, prefix)
  return function(id) return redis.call('ZSCORE', kept, id) and 0 or redis.call('DEL', prefix .. id) end
end

-- One stays whose turn came in since, or on which something rests again.
local function take_owner(message)
  local key = u.message_prefix .. message
  local json = redis.call('GET', key)
  local owner = decode(json)
  if owner and owner.user == u.user_id then
    if is_rested_on(u, message, owner) then redis.call('ZADD', u.messages, at, message)
    elseif age_of(message, at) < u.deleted * 1000 then redis.call('SET', key, '', 'EX', u.deleted)
    else redis.call('DEL', key) end
  end
  return 1
end

local function take_source(name)
  local message = string.match(name, '^0*(%d+):')
  return message and take_owner(message) or 0
end

if redis.call('EXISTS', KEYS[1]) == 1 then return { take(KEYS[1], ARGV[3], key_taker(KEYS[5], KEYS[10])), 0, 1 } end
if redis.call('EXISTS', KEYS[2]) == 1 then return { 0, take(KEYS[2], ARGV[4], key_taker(KEYS[6], KEYS[11])), 1 } end
if redis.call('EXISTS', KEYS[3]) == 1 then
  take(KEYS[3], ARGV[4], take_owner)
  return { 0, 0, 1 }
end
if redis.call('EXISTS', KEYS[4]) == 1 then
  take(KEYS[4], ARGV[4], take_source)
  return { 0, 0, 1 }
end
redis.call('SREM', KEYS[9], ARGV[1] .. ':' .. ARGV[2])
return { 0, 0, 0 }
