-- Reads of whom something was removed.
-- KEYS 1 deletion feed     ARGV 1 the last score that was read, or ''  2 where none was: of how many ms, by Redis' own clock
-- Returns { Redis' time, then user id and, after a colon, the process that removed it, score… } with the oldest first.
-- include values.lua
local from = ARGV[1] ~= '' and '(' .. ARGV[1] or digits(now() - ARGV[2])
local feed = redis.call('ZRANGEBYSCORE', KEYS[1], from, '+inf', 'WITHSCORES')
table.insert(feed, 1, digits(now()))
return feed
