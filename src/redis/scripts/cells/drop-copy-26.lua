#!lua flags=allow-oom
-- Takes a copy of a user away from the cell to which they were to be moved, as they stay for now: what they forget would stand in it.
-- KEYS 1-25 see whole-user.lua  26 who moves them
-- ARGV 1 user id  2 the one who does this
-- Returns 1; 0 if another one moves them by now, or has.
-- include whole-user.lua
if redis.call('GET', KEYS[26]) ~= ARGV[2] then return 0 end
remove_user(keys_of_user())
redis.call('DEL', KEYS[26])
return 1
