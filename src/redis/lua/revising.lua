-- Shared by the scripts that give a question other words.
-- include rests.lua
-- include keeping.lua

-- The narrower of two scopes of one channel: it may have become private, or public, since the question was asked.
local function narrower(asked, here)
  return string.sub(here, 1, 8) == 'channel:' and here or asked
end

-- A question that is kept as it was said, under the narrower scope: what is answered to it now is told there alone.
-- Returns it; nil if it is not kept, or can't be written.
local function narrow(keys, id, here)
  local question = decode(redis.call('HGET', keys[3], 'q:' .. id))
  if not question or question.scope == narrower(question.scope, here) then return question end
  question.scope = here
  local json = encode(question)
  if not json then return nil end
  redis.call('HSET', keys[3], 'q:' .. id, json)
  count(keys[1], 'version', 1)
  return question
end

-- A question that has left its log, as the owner of its message tells of it; nil if the message is no question of this
-- conversation, or its turn was forgotten. It comes back to be learned anew and is not shown to the chat model: it was long answered.
local function come_back(owner_key, edit)
  local owner = decode(redis.call('GET', owner_key))
  local is_ours = owner and owner.id == edit.id and owner.user == edit.user and owner.channel == edit.channel
  if not is_ours or owner.isForgotten or edit.scope == '' then return nil end
  local scope = type(owner.scope) == 'string' and owner.scope or edit.scope
  return { role = 'user', id = edit.id, saidAt = tonumber(edit.said_at), scope = scope, isBack = true }
end

-- Marks that the turn of a question was forgotten: its words don't come back by an edit, and its deletion finds the answer.
local function mark_forgotten(owner_key)
  local owner = decode(redis.call('GET', owner_key))
  if not owner then return end
  owner.isForgotten = true
  -- cjson writes an empty list as {}.
  if type(owner.answers) == 'table' and #owner.answers == 0 then owner.answers = nil end
  local json = encode(owner)
  if json then redis.call('SET', owner_key, json, 'KEEPTTL') end
end

-- Whether new words of a question may not be kept; then what was kept of it goes, with what was answered. If it is to be
-- answered anew, it can be claimed as one that is not kept.
local function give_up_words(keys, edit)
  if not why_unkept(keys[1], edit.channel, keys[16], edit.guild) then return false end
  drop(keys[3], keys[4], { member('q', edit.id), member('a', edit.id) })
  redis.call('SREM', keys[13], 'q:' .. edit.id)
  if edit.unkept_seconds then
    redis.call('SET', keys[14], UNKEPT, 'EX', edit.unkept_seconds)
    redis.call('ZREM', keys[17], edit.id)
  else mark_forgotten(keys[14]) end
  count(keys[1], 'version', 1)
  return true
end

-- Writes a question's new words, and takes away what was made of the old ones. Of the answer to those it is kept only
-- which messages show it.
-- keys  1-8 as snapshot.lua says  9 convs  10 pending  11 sources  12 unembedded  13 relearn
--       14 message of the question  15 what the keys of messages begin with  16 servers in which nothing is kept
--       17 messages
-- edit  user, channel, id, text, scope under which the new text is said, or '', guild or '', said_at ms, seconds to live,
--       unkept_seconds for which a question that is not kept is marked as such, if it is to be answered anew
-- lesson  as pending.lua says
-- Returns the question, its answer, and whether the words are new; nil if it is not kept and can't come back, or may not
-- be kept any more.
local function revise(keys, edit, lesson)
  local log, turn = keys[3], 'q:' .. edit.id
  local question, answered = decode(redis.call('HGET', log, turn)), decode(redis.call('HGET', log, 'a:' .. edit.id))
  if question and question.text == edit.text then return narrow(keys, edit.id, edit.scope), answered, false end
  local u = {
    user = keys[1], facts = keys[5], entities = keys[6], fact_prefix = keys[7], entity_prefix = keys[8], sources = keys[11],
    message_prefix = keys[15], seconds = edit.seconds * 2,
  }
  take_rests(u, edit.id, 'q', keys[12], edit.user)
  take_segments(keys[2], edit.id, 'q')
  question = question or come_back(keys[14], edit)
  if not question or give_up_words(keys, edit) then return nil end

  local version = count(keys[1], 'version', 1)
  -- What was kept before, and left, had a smaller one: each of its edits was a change as well.
  question.rev = question.isBack and version or (tonumber(question.rev) or 0) + 1
  question.text = edit.text
  question.scope = narrower(question.scope, edit.scope)
  local json = encode(question)
  if not json then return nil end
  redis.call('HSET', log, turn, json)
  if answered then
    answered.isStale, answered.text = true, ''
    -- cjson writes an empty list as {}. What can't be written is gone: it answers other words.
    local stale = string.gsub(encode(answered) or '{}', '"messages":{}', '"messages":[]')
    redis.call('HSET', log, 'a:' .. edit.id, stale)
  end
  if question.isBack then
    redis.call('ZADD', keys[4], 0, place(turn))
    redis.call('HSET', keys[2], 'scope', edit.scope, 'guild', edit.guild)
    redis.call('EXPIRE', keys[14], edit.seconds * 2, 'GT')
  end
  local was_learned = relearn_if_passed(keys[13], keys[2], turn, edit.seconds)
  if was_learned or question.isBack then
    await_lesson(keys[10], keys[2], keys[4], keys[9], lesson)
    touch(keys[2], log, keys[4], keys[9], edit.channel, edit.seconds)
  end
  return question, answered, true
end
