-- Lists what a copy that was cut off has left of a user in the cell to which they are moved.
-- KEYS 1-25 see whole-user.lua     ARGV 1 user id
-- Returns the names of their keys.
-- include whole-user.lua
return keys_of_user()
