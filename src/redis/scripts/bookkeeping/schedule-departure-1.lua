#!lua flags=allow-oom
-- Plans when the memory of a place is deleted; an earlier time that is planned stays.
-- KEYS 1 departures     ARGV 1 time in ms  2 place
-- Returns 1.
redis.call('ZADD', KEYS[1], 'LT', ARGV[1], ARGV[2])
return 1
