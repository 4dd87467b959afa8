-- The users who are due to be learned from, or the places that are due to go, by Redis' own clock.
-- KEYS 1 pending or leaving     ARGV 1 how many at most
-- Returns the members, longest due first.
-- include turns.lua
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now()), 'LIMIT', 0, ARGV[1])
