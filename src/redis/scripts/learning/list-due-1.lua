-- Lists the users who are due for learning, or the places whose departure is due, by Redis' own clock.
-- KEYS 1 pending or departures     ARGV 1 how many at most
-- Returns the members, longest due first.
-- include values.lua
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', digits(now()), 'LIMIT', 0, ARGV[1])
