#!lua flags=allow-oom
-- Ends the claim of a question that gets no answer, or one that is not kept, unless another process has it.
-- KEYS 1 user  2 message of the question  3 claims
-- ARGV 1 claim field  2 seconds for which a question that was not kept is remembered  3 '1' if it was answered, else '0'  4 process
-- Returns 1.
-- include claims.lua
-- include incognito.lua
if read_claim(redis.call('HGET', KEYS[3], ARGV[1]) or '').process == ARGV[4] then redis.call('HDEL', KEYS[3], ARGV[1]) end
end_unkept(KEYS[1], KEYS[2], ARGV[2])
-- Users without a record stay without one.
if ARGV[3] == '1' and redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'seen', '1') end
return 1
