-- Shared by the scripts that see to it that the deletion of a message finds what was made of it; beside rests.lua, whose
-- `u` names here as well: messages, the key.

-- The Discord messages that show a turn.
local function messages_of(log, turn)
  if string.sub(turn, 1, 2) == 'q:' then return { string.sub(turn, 3) } end
  local messages = {}
  for _, id in ipairs(texts_of((decode(redis.call('HGET', log, turn)) or {}).messages)) do
    if string.match(id, '^%d+$') then messages[#messages + 1] = id end
  end
  return messages
end

-- Whose these messages are is known for twice the life of a conversation from now on.
-- messages: ids with spaces between
local function prolong(u, messages)
  local at = now()
  for id in string.gmatch(messages, '%d+') do
    if redis.call('EXPIRE', u.message_prefix .. id, u.seconds, 'GT') == 1 then redis.call('ZADD', u.messages, at, id) end
  end
  redis.call('EXPIRE', u.messages, u.seconds)
end

-- A segment stands as long as its conversation is used, and that can be for years: so long the deletion of a message must
-- find it. Looked after once in half a conversation's life, as there can be thousands of messages.
local function keep_reachable(u, conv)
  local at, last = now(), tonumber(redis.call('HGET', conv, 'reachedAt')) or 0
  if at - last < u.seconds * 250 then return end
  for _, field in ipairs(redis.call('HKEYS', conv)) do
    if string.sub(field, 1, 9) == 'messages:' then prolong(u, redis.call('HGET', conv, field)) end
  end
  redis.call('HSET', conv, 'reachedAt', string.format('%.0f', at))
end
