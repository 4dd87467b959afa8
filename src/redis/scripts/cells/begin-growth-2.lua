-- Lets a memory stand in more cells: from now on users are moved into the new ones.
-- KEYS 1 cells  2 homes     ARGV 1 how many there are  2 how many there are to be  3 the choice of servers by which they were opened, or ''
-- Returns 1; 0 if there are others, or some are being added, or other servers were chosen for them since.
local known = redis.call('HMGET', KEYS[1], 'count', 'from')
if (known[1] or '1') ~= ARGV[1] or known[2] then return 0 end
if (redis.call('HGET', KEYS[2], 'placement') or '') ~= ARGV[3] then return 0 end
redis.call('HSET', KEYS[1], 'count', ARGV[2], 'from', ARGV[1])
return 1
