-- Changes to the log of the conversation that conversation-keys.lua names.
-- include conversation-keys.lua
-- include log.lua
-- include message-record.lua

-- The Discord messages that show a turn.
local function messages_of(turn)
  if string.sub(turn, 1, 2) == 'q:' then return { string.sub(turn, 3) } end
  local messages = {}
  for _, id in ipairs(strings_of((decode(redis.call('HGET', k.log, turn)) or {}).messages)) do
    if string.match(id, '^%d+$') then messages[#messages + 1] = id end
  end
  return messages
end

-- Removes turns, by the members that stand for them.
local function drop(names)
  in_slices(names, function(some)
    redis.call('HDEL', k.log, unpack(turns_of(some)))
    redis.call('ZREM', k.order, unpack(some))
  end)
end

-- Removes a question with its answer, or an answer alone.
local function drop_turns(kind, id)
  drop(kind == 'q' and { member('q', id), member('a', id) } or { member('a', id) })
end

-- Lets an answer be one to words that are no more: only the messages that show it are kept.
local function outdate(turn)
  local answer = decode(redis.call('HGET', k.log, turn))
  if not answer then return end
  answer.isStale, answer.text = true, ''
  -- cjson writes an empty list as {}. An answer that cannot be written is removed: it answers other words.
  redis.call('HSET', k.log, turn, (string.gsub(encode(answer) or '{}', '"messages":{}', '"messages":[]')))
end

-- Removes the oldest turns beyond the limit.
local function trim(limit)
  local excess = redis.call('ZCARD', k.order) - limit
  if excess > 0 then drop(redis.call('ZRANGE', k.order, 0, excess - 1)) end
end

-- Marks a turn to be learned by itself if the learner has passed its place. Returns whether it has.
local function relearn_if_passed(turn)
  local cursor = redis.call('HGET', k.conv, 'learnedTo')
  if not cursor or place(turn) > place(cursor) then return false end
  redis.call('SADD', k.relearn, turn)
  redis.call('EXPIRE', k.relearn, seconds)
  return true
end

-- Everything of a conversation expires at the same time after its last use.
local function touch()
  local at = now()
  for _, key in ipairs({ k.conv, k.log, k.order }) do redis.call('EXPIRE', key, seconds) end
  redis.call('ZADD', k.convs, at, channel)
  redis.call('ZREMRANGEBYSCORE', k.convs, '-inf', at - seconds * 1000)
  redis.call('EXPIRE', k.convs, seconds)
end

-- Records whose turn a Discord message shows: the question of this conversation, or the answer to it.
-- scope: of the question
local function record_owner(message, question, scope)
  local at = now()
  local text = record_text(message, { user = user_id, channel = channel, id = question, scope = scope })
  redis.call('SET', k.message_prefix .. message, text, 'EX', owner_seconds)
  redis.call('ZADD', k.messages, at, message)
  redis.call('ZREMRANGEBYSCORE', k.messages, '-inf', at - owner_seconds * 1000)
  redis.call('EXPIRE', k.messages, owner_seconds)
end

-- Makes the user due for learning, after a message of theirs or an answer to it; before `touch`, which makes this
-- conversation the newest. A user who is due already stays so.
-- learning: ms to wait for more, the number of the user's turns that are learned at once, the window's size
local function schedule_learning(learning)
  local at, due = now(), redis.call('ZSCORE', k.pending, user_id)
  if due and tonumber(due) <= at then return end
  local cursors = redis.call('HMGET', k.conv, 'learnedTo', 'summarizedTo')
  local newest = redis.call('ZREVRANGE', k.convs, 0, 0)[1]
  -- Every second turn is the user's.
  local is_due = math.ceil(redis.call('ZLEXCOUNT', k.order, after(cursors[1]), '+') / 2) >= tonumber(learning[2])
    or redis.call('ZLEXCOUNT', k.order, after(cursors[2]), '+') > tonumber(learning[3])
    or (newest and newest ~= channel)
  redis.call('ZADD', k.pending, digits(is_due and at or at + tonumber(learning[1])), user_id)
end
