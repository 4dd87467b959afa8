#!lua flags=allow-oom
-- Notes what is about to be forgotten, and drops notes that are too old to be of use.
-- KEYS 1 deletion list     ARGV 1 the note  2 for how many ms it is kept
-- Returns 1.
-- include values.lua
local at = now()
redis.call('ZADD', KEYS[1], 'NX', digits(at), ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', digits(at - ARGV[2]))
return 1
