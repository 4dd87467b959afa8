#!lua flags=allow-oom
-- Puts what a user corrects or moves in the place of what is known, also where there is no room for anything new; see apply-change.lua.
-- include apply-change.lua
