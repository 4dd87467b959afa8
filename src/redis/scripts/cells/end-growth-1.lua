#!lua flags=allow-oom
-- Notes that everybody stands where the present number of cells wants them.
-- KEYS 1 cells     ARGV 1 how many there are  2 how many there were
-- Returns 1; 0 if others are being added.
local known = redis.call('HMGET', KEYS[1], 'count', 'from')
if known[1] ~= ARGV[1] or known[2] ~= ARGV[2] then return 0 end
redis.call('HDEL', KEYS[1], 'from')
return 1
