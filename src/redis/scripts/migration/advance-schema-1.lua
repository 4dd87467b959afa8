#!lua flags=allow-oom
-- Notes which schema the memory has, and the version that brought it; never goes back.
-- KEYS 1 schema     ARGV 1 schema version  2 version of Keepsake
-- Returns the schema version that is noted then.
local known = tonumber(redis.call('HGET', KEYS[1], 'version')) or 1
if known >= tonumber(ARGV[1]) then return known end
redis.call('HSET', KEYS[1], 'version', ARGV[1], 'since', ARGV[2])
return tonumber(ARGV[1])
