#!lua flags=allow-oom
-- Puts off a user who waits: until later than they would be due, never sooner.
-- KEYS 1 pending     ARGV 1 user id  2 ms from now, by Redis' own clock
-- Returns 1.
-- include values.lua
redis.call('ZADD', KEYS[1], 'XX', 'GT', digits(now() + ARGV[2]), ARGV[1])
return 1
