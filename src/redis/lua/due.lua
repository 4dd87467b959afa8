-- The users for whom it is time, by Redis' own clock.
-- KEYS 1 pending     ARGV 1 how many at most
-- Returns user ids, longest due first.
-- include turns.lua
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now()), 'LIMIT', 0, ARGV[1])
