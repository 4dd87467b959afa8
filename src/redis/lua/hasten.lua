-- Makes a user due now, by Redis' own clock, unless that is so already.
-- KEYS 1 pending     ARGV 1 user id
-- Returns 1.
-- include turns.lua
redis.call('ZADD', KEYS[1], 'LT', now(), ARGV[1])
return 1
