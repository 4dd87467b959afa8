-- Notes that learning or folding failed at the present cursor.
-- KEYS 1 user  2 conv
-- ARGV 1 epoch  2 `learn` or `fold`  3 the cursor's field  4 the cursor as it was, or ''  5 trouble as JSON
-- Returns 1; 0 if the cursor has moved, or the conversation is gone.
if (redis.call('HGET', KEYS[1], 'epoch') or '') ~= ARGV[1] then return 0 end
if redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
if (redis.call('HGET', KEYS[2], ARGV[3]) or '') ~= ARGV[4] then return 0 end
-- Not a change of what is kept: the version stays, so that the next time can be settled after it.
redis.call('HSET', KEYS[2], 'trouble:' .. ARGV[2], ARGV[5])
return 1
