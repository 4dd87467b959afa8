-- Takes the turn of a deleted Discord message out: a question with its answer, or an answer.
-- KEYS 1 user  2 log  3 turns  4 messages  5 the message  6 claims
-- ARGV 1 message id  2 question id  3 claim field  4 seconds for which it is remembered that the message is deleted
-- Returns 1.
-- include turns.lua
local question, answer = member('q', ARGV[2]), member('a', ARGV[2])
if ARGV[1] == ARGV[2] then
  drop(KEYS[2], KEYS[3], { question, answer })
  redis.call('HDEL', KEYS[6], ARGV[3])
else
  local turn = decode(redis.call('HGET', KEYS[2], 'a:' .. ARGV[2]))
  local shows = not turn or type(turn.messages) ~= 'table'
  if not shows then
    -- A message of an earlier answer to the same question shows this one no more.
    for _, message in ipairs(turn.messages) do shows = shows or message == ARGV[1] end
  end
  if shows then drop(KEYS[2], KEYS[3], { answer }) end
end
redis.call('ZREM', KEYS[4], ARGV[1])
redis.call('SET', KEYS[5], '', 'EX', ARGV[4])
redis.call('HINCRBY', KEYS[1], 'version', 1)
return 1
