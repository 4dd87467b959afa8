#!lua flags=allow-oom
-- Says that a process has ended. It stays listed until somebody has taken what it claimed.
-- KEYS 1 processes     ARGV 1 process
-- Returns 1.
redis.call('ZADD', KEYS[1], 0, ARGV[1])
return 1
