-- What was said before a question that is kept.
-- KEYS 1 user  2 log  3 turns
-- ARGV 1 question id  2 scopes heard (JSON list, or *)  3 window size  4 cutoff id: older turns are not looked at
-- Returns { epoch, turn id, JSON, turn id, JSON… } with the newest turn first; false if the question is not kept.
-- include turns.lua
if redis.call('HEXISTS', KEYS[2], 'q:' .. ARGV[1]) == 0 then return false end
local epoch = redis.call('HGET', KEYS[1], 'epoch') or ''
return { epoch, unpack(window(KEYS[2], KEYS[3], ARGV[1], ARGV[4], tonumber(ARGV[3]), ARGV[2])) }
