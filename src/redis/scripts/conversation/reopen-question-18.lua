#!lua flags=allow-oom
-- Claims a kept question again, with new words if it was edited. If nothing may be kept now, its answer will not be.
-- KEYS 1-17 see conversation-keys.lua  18 processes
-- ARGV 1-3 see conversation-keys.lua  4-8 see read_snapshot in snapshot.lua: question id…  9-17 see edit_of in edit.lua
--      18 claim field  19 process  20 '1' if it was edited, else '0'
--      21 seconds for which a question that is not kept is marked as such
-- Returns { the question as JSON, its answer as JSON or '', what read_snapshot does, the messages that showed it an answer last }; false if the question is not kept, or may not be kept with
-- its new words, or cannot be read, or was restored to be learned again, or was answered and is unchanged by the edit;
-- 'claimed' if another process that lives answers it, or has begun to answer the edit.
-- include snapshot.lua
-- include edit.lua
-- include claims.lua
local edit, claim, is_edit = edit_of(9), ARGV[18], ARGV[20] == '1'
-- Each process hears of an edit: whoever has the claim answers it. And one that was frozen finds that another has taken its claims over.
local process = read_claim(redis.call('HGET', k.claims, claim) or '').process
local is_others = process ~= ARGV[19] and tonumber(redis.call('ZSCORE', KEYS[18], process) or 0) >= now()
local question, answered, is_new
if is_edit then question, answered, is_new = edit_question(edit, ARGV[21])
else question = narrow(edit) end
if is_others then
  if is_new then note_new_words(edit, question) end
  return 'claimed'
end
if not question or question.isBack then
  redis.call('HDEL', k.claims, claim)
  return false
end
-- What answers it with a later one answers it, too.
local later = is_edit and not answered and answered_with(edit.id)
if later then answered = decode(redis.call('HGET', k.log, 'a:' .. later)) end
-- Discord repeats edits, and tells of link previews as edits.
if is_edit and not is_new and answered and not answered.isStale then return false end
redis.call('HSET', k.claims, claim, claim_of(ARGV[19], redis.call('HGET', k.conv, 'guild') or edit.guild))
if question.hasNewWords then
  question.hasNewWords = nil
  redis.call('HSET', k.log, 'q:' .. edit.id, encode(question))
end
touch()
local answer = redis.call('HGET', k.log, 'a:' .. edit.id) or ''
if is_edit then part_companions(edit.id, decode(answer)) end
local stored = redis.call('HGET', k.log, 'q:' .. edit.id)
local shown = strings_of((owner_of(edit.id) or {}).answers)
-- Where what they showed was forgotten they stand on Discord still, and show the new answer.
for _, message in ipairs(shown) do
  if redis.call('GET', k.message_prefix .. message) == '' then redis.call('DEL', k.message_prefix .. message) end
end
return { stored, answer, read_snapshot({ unpack(ARGV, 4, 8) }, why_unkept(edit.guild) or 'kept'), shown }
