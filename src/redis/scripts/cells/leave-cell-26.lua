#!lua flags=allow-oom
-- Lets a user leave a cell, with all that stands of them there, if it is what was copied: from this moment on the copy is what there is.
-- KEYS 1-25 see whole-user.lua  26 who learns from them
-- ARGV 1 user id  2 seconds for which a mark of a message stands  3 the one who copied them  4 digest of what was copied
-- Returns 1 if they have left; 0 if anything has changed since, they are busy, or another one moves them by now, or has.
-- include whole-user.lua
if redis.call('GET', KEYS[2]) ~= ARGV[3] or is_busy(ARGV[2]) then return 0 end
local names = keys_of_user()
if digest_of(names) ~= ARGV[4] then return 0 end
remove_user(names)
redis.call('DEL', KEYS[2], KEYS[26])
return 1
