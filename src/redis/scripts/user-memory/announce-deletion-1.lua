#!lua flags=allow-oom
-- Tells all processes that something of a user's was removed. A process that has read up to a score has seen everything up
-- to it: scores only grow, whatever the clock does.
-- KEYS 1 deletion feed     ARGV 1 user id and, after a colon, the process that removed it  2 for how many ms it is told
-- Returns 1.
-- include values.lua
local at = now()
local last = tonumber(redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]) or 0
redis.call('ZADD', KEYS[1], digits(math.max(at, last + 1)), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', digits(at - ARGV[2]))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
