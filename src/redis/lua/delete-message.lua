-- Takes the turn of a deleted Discord message out, a question with its answer or an answer, and all that was made of it.
-- KEYS 1 user  2 conv  3 log  4 turns  5 facts  6 entities  7 what the keys of facts begin with  8 those of entities
--      9 sources  10 unembedded  11 relearn  12 messages  13 the message  14 claims  15 trace  16 traces
--      17 what the keys of messages begin with
-- ARGV 1 message id  2 question id  3 user id  4 claim field  5 seconds for which it is remembered that it is deleted
--      6 seconds to live  7 '1' if it still stands on Discord
-- Returns how many facts went, and the messages that showed the answer, where it was the question itself that was deleted.
-- include turns.lua
-- include rests.lua
-- include reach.lua
local id = ARGV[2]
local kind = ARGV[1] == id and 'q' or 'a'
local turn = decode(redis.call('HGET', KEYS[3], 'a:' .. id))
local answers = kind == 'q' and messages_of(KEYS[3], 'a:' .. id) or {}
local shows = kind == 'q' or not turn or type(turn.messages) ~= 'table'
if not shows then
  -- A message of an earlier answer to the same question shows this one no more.
  for _, message in ipairs(turn.messages) do shows = shows or message == ARGV[1] end
end
if shows then
  drop(KEYS[3], KEYS[4], kind == 'q' and { member('q', id), member('a', id) } or { member('a', id) })
  redis.call('DEL', KEYS[15])
  redis.call('ZREM', KEYS[16], id)
end
if kind == 'q' then
  redis.call('HDEL', KEYS[14], ARGV[4])
  redis.call('SREM', KEYS[11], 'q:' .. id)
end
-- These may be of an earlier answer, or of turns that have left the log.
local facts = take_rests({
  user = KEYS[1], facts = KEYS[5], entities = KEYS[6], fact_prefix = KEYS[7], entity_prefix = KEYS[8], sources = KEYS[9],
  message_prefix = KEYS[17], seconds = ARGV[6] * 2,
}, id, kind, KEYS[10], ARGV[3])
take_segments(KEYS[2], id, kind)
local json = redis.call('GET', KEYS[13])
local owner = ARGV[7] == '1' and kind == 'q' and decode(json) or {}
if #texts_of(owner.answers) > 0 then
  -- Put in as text: cjson would write an empty list as {}.
  if not owner.isForgotten then redis.call('SET', KEYS[13], '{"isForgotten":true,' .. string.sub(json, 2), 'KEEPTTL') end
else
  redis.call('ZREM', KEYS[12], ARGV[1])
  redis.call('SET', KEYS[13], '', 'EX', ARGV[5])
end
if redis.call('EXISTS', KEYS[1]) == 1 then
  count(KEYS[1], 'version', 1)
  -- An answer under way may tell of it.
  if ARGV[7] == '1' then count(KEYS[1], 'forgotten', 1) end
end
return { facts, answers }
