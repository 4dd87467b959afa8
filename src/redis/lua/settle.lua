-- Sets when a user is due next, or that nothing of theirs waits, unless anything changed since it was looked at.
-- KEYS 1 pending  2 user
-- ARGV 1 user id  2 epoch and version as they were, as backlog.lua gives them  3 when due, in ms since 1970, or ''
-- Returns 1; 0 if something changed.
-- include learning.lua
if version_of(KEYS[2]) ~= ARGV[2] then return 0 end
if ARGV[3] == '' then redis.call('ZREM', KEYS[1], ARGV[1])
else redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1]) end
return 1
