#!lua flags=allow-oom
-- Sets fields of a hash and takes others out, at once: what shuts somebody out, or goes on deleting, waits for no room.
-- KEYS 1 hash     ARGV 1 how many fields are taken out  2.. their names, then name and value of each that is set
-- Returns 1.
local gone = tonumber(ARGV[1])
for i = 2, gone + 1 do redis.call('HDEL', KEYS[1], ARGV[i]) end
for i = gone + 2, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
return 1
