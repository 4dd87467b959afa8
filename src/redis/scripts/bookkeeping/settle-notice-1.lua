#!lua flags=allow-oom
-- Notes that something that is told once a day was told.
-- KEYS 1 spent on a day     ARGV 1 field of the notice
-- Returns 1.
redis.call('HSET', KEYS[1], ARGV[1], 'done')
return 1
