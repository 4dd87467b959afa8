#!lua flags=allow-oom
-- Removes some of what waits for it since everything was forgotten: see forget-everything-26.lua. What was stored since
-- under the same names stays.
-- KEYS 1-9 see user-keys.lua  10 former traces  11 purges  12 their prefix  13 prefix of logs
--      14-17 the lists of what is to be removed: facts, former traces, messages, links
-- ARGV 1-2 see user-keys.lua  3 epoch  4 facts at most  5 others at most
--      6 seconds for which it is remembered that a message is forgotten
-- Returns { facts, traces, 1 if there may be more, else 0 }.
-- include forget.lua
k.log_prefix = KEYS[13]
local tombstone_seconds = ARGV[6]

-- Removes the first members of a list, and what they stand for. Returns how many there were of that.
local function purge(list, limit, remove)
  local found, members = 0, redis.call('ZRANGE', list, 0, limit - 1)
  for _, member in ipairs(members) do found = found + remove(member) end
  redis.call('ZREM', list, unpack(members))
  return found
end

local function key_remover(list, prefix)
  return function(id) return redis.call('ZSCORE', list, id) and 0 or redis.call('DEL', prefix .. id) end
end

-- Keeps the owner if its turn was added again, or something rests on the message again.
local function remove_owner(message)
  local key = k.message_prefix .. message
  local owner = owner_of(message)
  if owner then
    if is_in_use(message, owner) then redis.call('ZADD', k.messages, now(), message)
    elseif age_of(message) < tombstone_seconds * 1000 then redis.call('SET', key, '', 'EX', tombstone_seconds)
    else redis.call('DEL', key) end
  end
  return 1
end

local function remove_owner_of_link(link)
  local message = string.match(link, '^0*(%d+):')
  return message and remove_owner(message) or 0
end

if redis.call('EXISTS', KEYS[14]) == 1 then
  return { purge(KEYS[14], ARGV[4], key_remover(k.facts, k.fact_prefix)), 0, 1 }
end
if redis.call('EXISTS', KEYS[15]) == 1 then
  return { 0, purge(KEYS[15], ARGV[5], key_remover(KEYS[10], KEYS[12])), 1 }
end
if redis.call('EXISTS', KEYS[16]) == 1 then
  purge(KEYS[16], ARGV[5], remove_owner)
  return { 0, 0, 1 }
end
if redis.call('EXISTS', KEYS[17]) == 1 then
  purge(KEYS[17], ARGV[5], remove_owner_of_link)
  return { 0, 0, 1 }
end
redis.call('SREM', KEYS[11], user_id .. ':' .. ARGV[3])
return { 0, 0, 0 }
