-- What a reply to a question that is kept may draw on.
-- KEYS 1-8 and ARGV 1-5 as snapshot.lua says
-- Returns as snapshot.lua says; false if the question is not kept.
-- include snapshot.lua
if redis.call('HEXISTS', KEYS[3], 'q:' .. ARGV[1]) == 0 then return false end
return snapshot(KEYS, ARGV)
