#!lua flags=allow-oom
-- Says that a process is alive, by Redis' own clock.
-- KEYS 1 processes     ARGV 1 process  2 ms
-- Returns 1.
-- include values.lua
redis.call('ZADD', KEYS[1], now() + ARGV[2], ARGV[1])
return 1
