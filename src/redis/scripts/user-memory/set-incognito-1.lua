#!lua flags=allow-oom
-- Keeps nothing of a conversation for an hour from now, or keeps it again.
-- KEYS 1 user     ARGV 1 channel id  2 '1' or '0'  3 epoch, if the user has none
-- Returns 1.
-- include incognito.lua
-- include user-record.lua
local at = now()
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
  if string.sub(field, 1, 10) == 'incognito:' then
    local until_ = tonumber(redis.call('HGET', KEYS[1], field))
    if until_ and until_ <= at then redis.call('HDEL', KEYS[1], field) end
  end
end
local field = 'incognito:' .. ARGV[1]
if ARGV[2] == '0' then
  redis.call('HDEL', KEYS[1], field)
  return 1
end
keep_record(KEYS[1], ARGV[3])
redis.call('HSET', KEYS[1], field, digits(at + IDLE_MS))
return 1
