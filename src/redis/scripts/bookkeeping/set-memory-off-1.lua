#!lua flags=allow-oom
-- From now on nothing is kept in a server, or is again.
-- KEYS 1 servers in which nothing is kept     ARGV 1 server  2 '1' or '0'
-- Returns 1.
redis.call(ARGV[2] == '1' and 'SADD' or 'SREM', KEYS[1], ARGV[1])
return 1
