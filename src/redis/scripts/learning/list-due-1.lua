-- Lists the users who are due for learning, or the places whose departure is due, by Redis' own clock.
-- KEYS 1 pending or departures     ARGV 1 how many at most  2 how many of the longest due are left out
-- Returns the members, longest due first, each with its time in ms.
-- include values.lua
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', digits(now()), 'WITHSCORES', 'LIMIT', ARGV[2], ARGV[1])
