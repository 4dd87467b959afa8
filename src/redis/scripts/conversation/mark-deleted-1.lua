#!lua flags=allow-oom
-- Finds whose a message is that is being deleted. One of which nothing is kept is remembered as deleted, for when it is
-- stored after all.
-- KEYS 1 message     ARGV 1 seconds for which it is remembered
-- Returns its owner as JSON; false if nothing is kept of it.
-- include incognito.lua
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= '' and owner ~= UNKEPT then return owner end
if owner ~= '' then redis.call('SET', KEYS[1], '', 'EX', ARGV[1]) end
return false
