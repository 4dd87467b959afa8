#!lua flags=allow-oom
-- Sets when a user is due next, or that nothing of theirs waits, unless anything changed since the backlog was read.
-- KEYS 1 user  2 pending
-- ARGV 1 user id  2 version as read-backlog-6.lua returned it  3 in how many ms, or ''
-- Returns 1; 0 if something changed.
-- include user-record.lua
if version_of(KEYS[1]) ~= ARGV[2] then return 0 end
if ARGV[3] == '' then redis.call('ZREM', KEYS[2], ARGV[1])
else redis.call('ZADD', KEYS[2], digits(now() + ARGV[3]), ARGV[1]) end
return 1
