-- Reads keys whole, all of them at one moment.
-- ARGV 1.. keys
-- Returns for each what read_key in read-key.lua does.
-- include read-key.lua
local found = {}
for i, key in ipairs(ARGV) do found[i] = read_key(key) end
return found
