-- Claims a kept question again, with a new text if it was edited.
-- KEYS 1 user  2 conv  3 log  4 turns  5 convs  6 claims
-- ARGV 1 channel id  2 question id  3 claim field  4 process  5 scopes heard (JSON list, or *)  6 window size
--      7 cutoff id: older turns are not looked at  8 seconds to live  9 '1' if it was edited, else '0'  10 new text
--      11 scope under which the new text is said, or ''
-- Returns { epoch, question as JSON, its answer as JSON or '', turn id, JSON, turn id, JSON… } with the newest turn
-- first; false if the question is not kept or can't be read, or has its answer and was not changed by the edit.
-- include turns.lua
local json = redis.call('HGET', KEYS[3], 'q:' .. ARGV[2])
local question = decode(json)
if not question then
  redis.call('HDEL', KEYS[6], ARGV[3])
  return false
end
local answer = redis.call('HGET', KEYS[3], 'a:' .. ARGV[2]) or ''
local answered = decode(answer)
-- Discord repeats edits, and tells of link previews as edits.
if ARGV[9] == '1' and question.text == ARGV[10] and answered and not answered.isStale then return false end
if ARGV[9] == '1' then json = revise(KEYS[1], KEYS[3], ARGV[2], question, answered, ARGV[10], ARGV[11]) end
redis.call('HSET', KEYS[6], ARGV[3], stamp(ARGV[4]))
touch(KEYS[2], KEYS[3], KEYS[4], KEYS[5], ARGV[1], ARGV[8])

local epoch = redis.call('HGET', KEYS[1], 'epoch') or ''
return { epoch, json, answer, unpack(window(KEYS[3], KEYS[4], ARGV[2], ARGV[7], tonumber(ARGV[6]), ARGV[5])) }
