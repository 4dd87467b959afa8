#!lua flags=allow-oom
-- Whether a process has the claim of a question, which another may have taken over in a pause of its lease. If it has, its lease goes
-- on: nobody takes the claim over right after.
-- KEYS 1 claims  2 processes     ARGV 1 claim field  2 process  3 ms of the lease
-- Returns 1 or 0.
-- include claims.lua
if read_claim(redis.call('HGET', KEYS[1], ARGV[1]) or '').process ~= ARGV[2] then return 0 end
redis.call('ZADD', KEYS[2], now() + ARGV[3], ARGV[2])
return 1
