#!lua flags=allow-oom
-- Records that learning or summarizing failed at the present cursor.
-- KEYS 1 user  2 conv
-- ARGV 1 epoch  2 field of the failure  3 field of the cursor  4 the cursor as it was, or ''  5 retry state as JSON
-- Returns 1; 0 if the cursor has moved, or the conversation is gone.
if (redis.call('HGET', KEYS[1], 'epoch') or '') ~= ARGV[1] then return 0 end
if redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
if (redis.call('HGET', KEYS[2], ARGV[3]) or '') ~= ARGV[4] then return 0 end
-- The version stays, as this changes nothing that is remembered: the next due time can be set after it.
redis.call('HSET', KEYS[2], ARGV[2], ARGV[5])
return 1
