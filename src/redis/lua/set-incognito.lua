-- From now on nothing of a conversation is kept, for an hour, or it is kept again.
-- KEYS 1 user     ARGV 1 channel id  2 '1' or '0'  3 epoch, if the user has none
-- Returns 1.
-- include turns.lua
-- include keeping.lua
local at = now()
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(field, 1, 10) == 'incognito:' then
    local until_ = tonumber(redis.call('HGET', KEYS[1], field))
    if until_ and until_ <= at then redis.call('HDEL', KEYS[1], field) end
  end
end
if ARGV[2] == '0' then
  redis.call('HDEL', KEYS[1], 'incognito:' .. ARGV[1])
  return 1
end
redis.call('HSETNX', KEYS[1], 'epoch', ARGV[3])
redis.call('PERSIST', KEYS[1])
redis.call('HSET', KEYS[1], 'incognito:' .. ARGV[1], string.format('%.0f', at + IDLE_MS))
return 1
