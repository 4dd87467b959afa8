#!lua flags=allow-oom
-- Takes a notice that is told once a day upon a process, for a while: who dies over it is followed by another.
-- KEYS 1 spent on a day     ARGV 1 field of the notice  2 milliseconds after which another process may take it
-- Returns 1 if it is this process' to tell, 0 if it was told or another is about to.
local now = redis.call('TIME')
local ms = now[1] * 1000 + math.floor(now[2] / 1000)
local claimed = redis.call('HGET', KEYS[1], ARGV[1])
if claimed and (claimed == 'done' or ms - tonumber(claimed) < tonumber(ARGV[2])) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', ms))
return 1
