-- Reads what a user was shown to choose or confirm, if that is less than an hour ago.
-- KEYS 1 choices     ARGV 1 its id
-- Returns it as JSON; false if it is not stored any more, or never was.
-- include choices.lua
local json = redis.call('HGET', KEYS[1], ARGV[1])
return offered_at(json, now()) and json or false
