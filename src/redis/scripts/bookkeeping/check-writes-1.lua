-- Writes something of no meaning, as anything is written that is to be kept.
-- KEYS 1 check     ARGV 1 seconds after which it is gone
-- Returns the time of the server, in milliseconds since 1970, as digits.
-- include values.lua
redis.call('SET', KEYS[1], '1', 'EX', ARGV[1])
return digits(now())
