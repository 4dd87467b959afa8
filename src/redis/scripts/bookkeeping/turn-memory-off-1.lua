#!lua flags=allow-oom
-- From now on nothing is kept in a server.
-- KEYS 1 servers in which nothing is kept     ARGV 1 server
-- Returns 1.
redis.call('SADD', KEYS[1], ARGV[1])
return 1
