-- What a reply to a question may draw on that is kept, or is being answered without.
-- KEYS 1-8 as snapshot.lua says  9 message of the question  10 servers in which nothing is kept
-- ARGV 1-5 as snapshot.lua says  6 channel id  7 guild id or ''
-- Returns as snapshot.lua says; false if the question is neither.
-- include snapshot.lua
-- include keeping.lua
local is_kept = redis.call('HEXISTS', KEYS[3], 'q:' .. ARGV[1]) == 1
if not is_kept and redis.call('GET', KEYS[9]) ~= UNKEPT then return false end
local why = why_unkept(KEYS[1], ARGV[6], KEYS[10], ARGV[7])
return snapshot(KEYS, ARGV, why or (is_kept and 'kept' or 'incognito'))
