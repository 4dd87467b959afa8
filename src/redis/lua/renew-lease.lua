-- Says that a process is alive, by Redis' own clock.
-- KEYS 1 processes     ARGV 1 process  2 ms
-- Returns 1.
local time = redis.call('TIME')
redis.call('ZADD', KEYS[1], time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2], ARGV[1])
return 1
