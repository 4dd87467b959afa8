-- Changes the words of a question.
-- include delete-knowledge.lua
-- include delete-summaries.lua
-- include change-log.lua
-- include retention.lua

-- What an edit says, of the arguments of edit-question.lua and reopen-question.lua.
-- Returns: id; scope and guild where the new words are said, or ''; said_at, when the question was said, in ms;
-- move, see `moved_scope`; learning, see `schedule_learning`.
local function edit_of(first)
  return {
    id = ARGV[first], text = ARGV[first + 1], scope = ARGV[first + 2], move = cjson.decode(ARGV[first + 3]), guild = ARGV[first + 4],
    said_at = ARGV[first + 5], learning = { unpack(ARGV, first + 6, first + 8) },
  }
end

-- The scope of a question that is answered now, by a ScopeMove of memory/scope.ts.
local function moved_scope(scope, edit)
  local move = edit.move
  if move.to == '' or scope == move.to then return scope end
  return scope == move.from and move.to or move.otherwise
end

-- Under which scope a question is now is kept with whose message it is, too: that outlives its words.
local function record_scope(id, scope)
  local owner = owner_of(id)
  if not owner or owner.scope == scope then return end
  owner.scope = scope
  rewrite_owner(id, owner)
end

-- A question that is stored, with its words as they are, under the scope for what is said now.
-- Returns it; nil if it is not stored, or cannot be written.
local function narrow(edit)
  local turn = 'q:' .. edit.id
  local question = decode(redis.call('HGET', k.log, turn))
  if not question or question.scope == moved_scope(question.scope, edit) then return question end
  question.scope = moved_scope(question.scope, edit)
  local json = encode(question)
  if not json then return nil end
  redis.call('HSET', k.log, turn, json)
  record_scope(edit.id, question.scope)
  count(k.user, 'version', 1)
  return question
end

-- A question that has left its log, made of the record of its message; nil if the message is no question of this
-- conversation, or its turn was forgotten. It is learned again but not shown to the chat model: it was answered long ago.
local function restore_question(edit)
  local owner = owner_of(edit.id)
  local is_ours = owner and owner.id == edit.id and owner.channel == channel
  if not is_ours or owner.isForgotten or edit.scope == '' then return nil end
  local scope = type(owner.scope) == 'string' and owner.scope or edit.scope
  return { role = 'user', id = edit.id, saidAt = tonumber(edit.said_at), scope = scope, isBack = true }
end

-- Removes a question, with its answer, whose new words may not be kept. Returns whether that is so.
-- unkept_seconds: for how long it is marked as one that is answered without being kept; nil if it is not answered again
local function drop_if_unkept(edit, unkept_seconds)
  if not why_unkept(edit.guild) then return false end
  drop_turns('q', edit.id)
  redis.call('SREM', k.relearn, 'q:' .. edit.id)
  if unkept_seconds then
    redis.call('SET', k.message_prefix .. edit.id, UNKEPT, 'EX', unkept_seconds)
    redis.call('ZREM', k.messages, edit.id)
  else
    local owner = owner_of(edit.id)
    if owner then mark_forgotten(edit.id, owner) end
  end
  count(k.user, 'version', 1)
  return true
end

-- Stores a question's new words, and removes what was made of the old ones. Of the answer to those, only the messages that
-- show it are kept.
-- Returns the question, its answer, and whether the words are new; nil if the question is not kept and cannot be restored,
-- or may not be kept any more.
local function edit_question(edit, unkept_seconds)
  local turn, answer = 'q:' .. edit.id, 'a:' .. edit.id
  local question, answered = decode(redis.call('HGET', k.log, turn)), decode(redis.call('HGET', k.log, answer))
  if question and question.text == edit.text then return narrow(edit), answered, false end
  delete_derived(edit.id, 'q')
  delete_summaries_of(edit.id, 'q')
  outdate(answer)
  local later = answered_with(edit.id)
  if later then
    outdate('a:' .. later)
    delete_derived(later, 'a')
    delete_summaries_of(later, 'a')
  end
  question = question or restore_question(edit)
  if not question or drop_if_unkept(edit, unkept_seconds) then return nil end

  local version = count(k.user, 'version', 1)
  -- A restored question had a smaller revision before it left the log: each of its edits was a change as well.
  question.rev = question.isBack and version or (tonumber(question.rev) or 0) + 1
  question.text, question.rejected = edit.text, nil
  question.scope = moved_scope(question.scope, edit)
  local json = encode(question)
  if not json then return nil end
  redis.call('HSET', k.log, turn, json)
  record_scope(edit.id, question.scope)
  if question.isBack then
    redis.call('ZADD', k.order, 0, place(turn))
    redis.call('HSET', k.conv, 'scope', edit.scope, 'guild', edit.guild)
    redis.call('EXPIRE', k.message_prefix .. edit.id, owner_seconds, 'GT')
  end
  local was_learned = relearn_if_passed(turn)
  if was_learned or question.isBack then
    schedule_learning(edit.learning)
    touch()
  end
  return question, answered, true
end

-- What another process answers just now are the words of before, until it has heard of the edit.
-- question: as `edit_question` returns it
local function note_new_words(edit, question)
  question.hasNewWords = true
  redis.call('HSET', k.log, 'q:' .. edit.id, encode(question))
end
