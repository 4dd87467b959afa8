#!lua flags=allow-oom
-- Removes the turn of a deleted Discord message, a question with its answer or an answer, and all that was made of it.
-- KEYS 1-17 see conversation-keys.lua  18-20 see traces.lua
-- ARGV 1-3 see conversation-keys.lua  4 message id  5 question id  6 claim field
--      7 seconds for which it is remembered that the message is deleted  8 '1' if it still stands on Discord
--      9 process
-- Returns how many facts were removed, and the messages that showed the answer, if it was the question that was deleted.
-- include delete-knowledge.lua
-- include delete-summaries.lua
-- include change-log.lua
-- include tombstones.lua
-- include traces.lua
-- include claims.lua
k.traces, k.former_traces, k.former_trace_prefix = KEYS[18], KEYS[19], KEYS[20]
local message, id, is_on_discord = ARGV[4], ARGV[5], ARGV[8] == '1'
local kind = message == id and 'q' or 'a'
local turn = decode(redis.call('HGET', k.log, 'a:' .. id))
local answers = kind == 'q' and messages_of('a:' .. id) or {}
local is_shown = kind == 'q' or not turn or type(turn.messages) ~= 'table'
if not is_shown then
  -- A message of an earlier answer to the same question does not show the present one.
  for _, shown in ipairs(turn.messages) do is_shown = is_shown or shown == message end
end
if is_shown then
  drop_turns(kind, id)
  delete_trace(id)
end
local later = kind == 'q' and answered_with(id)
if later then
  drop_turns('a', later)
  delete_trace(later)
  delete_derived(later, 'a')
  delete_summaries_of(later, 'a')
end
if kind == 'q' then
  -- What another process has begun to answer only that knows, or whoever takes over from it when it is dead.
  if is_on_discord then redis.call('HDEL', k.claims, ARGV[6]) else end_claim(k.claims, ARGV[6], ARGV[9]) end
  redis.call('SREM', k.relearn, 'q:' .. id)
end
-- What rests on it may rest on an earlier answer, or on a turn that has left the log.
local facts = delete_derived(id, kind)
delete_summaries_of(id, kind)
local owner = owner_of(message)
if is_on_discord and kind == 'q' and owner and #strings_of(owner.answers) > 0 then mark_forgotten(message, owner)
else
  redis.call('ZREM', k.messages, message)
  set_tombstone(k.user, k.message_prefix .. message, ARGV[7])
end
if redis.call('EXISTS', k.user) == 1 then
  count(k.user, 'version', 1)
  -- An answer in progress may repeat it.
  if is_on_discord then count(k.user, 'forgotten', 1) end
end
return { facts, answers }
