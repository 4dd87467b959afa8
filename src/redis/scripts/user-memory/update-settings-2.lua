#!lua flags=allow-oom
-- Stores what a user sets for themselves.
-- KEYS 1 user  2 pending     ARGV 1 user id  2 epoch, if the user has none  3.. field, value, or '' to remove it…
-- Returns 1. A language alone is not stored for users of whom nothing is kept: every click tells it.
-- include user-record.lua
local has_record, set, removed, is_language = redis.call('TTL', KEYS[1]) == -1, {}, {}, true
for i = 3, #ARGV, 2 do
  if ARGV[i + 1] == '' then removed[#removed + 1] = ARGV[i]
  else
    set[#set + 1], set[#set + 2] = ARGV[i], ARGV[i + 1]
    is_language = is_language and ARGV[i] == 'locale'
  end
end
local was_paused = redis.call('HGET', KEYS[1], 'paused') == '1'
if #removed > 0 then redis.call('HDEL', KEYS[1], unpack(removed)) end
-- What had to wait while the memory was paused is due now.
if was_paused and redis.call('HGET', KEYS[1], 'paused') ~= '1' then
  count(KEYS[1], 'version', 1)
  redis.call('ZADD', KEYS[2], digits(now()), ARGV[1])
end
if #set == 0 or (is_language and not has_record) then return 1 end
redis.call('HSET', KEYS[1], unpack(set))
keep_record(KEYS[1], ARGV[2])
return 1
