#!lua flags=allow-oom
-- Lets a user leave a cell, with all that stands of them there, if it is what was copied: from this moment on the copy is what there is.
-- KEYS 1-25 see whole-user.lua  26 who learns from them
-- ARGV 1 user id  2 seconds for which a mark of a message stands  3 digest of what was copied
-- Returns 1 if they have left; 0 if anything has changed since, or they are busy.
-- include whole-user.lua
if is_busy(ARGV[2]) then return 0 end
local names = keys_of_user()
if digest_of(names) ~= ARGV[3] then return 0 end
for _, guild in ipairs(redis.call('SMEMBERS', KEYS[7])) do redis.call('SREM', KEYS[24] .. guild, user_id) end
redis.call('ZREM', KEYS[3], user_id)
redis.call('SREM', KEYS[4], user_id)
in_slices(names, function(some) redis.call('UNLINK', unpack(some)) end)
redis.call('DEL', KEYS[2], KEYS[26])
return 1
