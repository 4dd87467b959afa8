-- Lists the users who are due for learning, or the places whose departure is due, by Redis' own clock.
-- KEYS 1 pending or departures     ARGV 1 how many at most  2 how many of the longest due are left out
-- Returns the members, longest due first, each with how many ms it has been due.
-- include values.lua
local at = now()
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', digits(at), 'WITHSCORES', 'LIMIT', ARGV[2], ARGV[1])
for i = 2, #due, 2 do due[i] = digits(at - due[i]) end
return due
