#!lua flags=allow-oom
-- Fixes in how many cells a memory stands that is new. The first process decides for all.
-- KEYS 1 cells     ARGV 1 how many
-- Returns in how many it stands.
redis.call('HSETNX', KEYS[1], 'count', ARGV[1])
return tonumber(redis.call('HGET', KEYS[1], 'count'))
