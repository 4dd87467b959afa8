-- Lets the records of messages stay that a summary covers.
-- include conversation-keys.lua

-- messages: ids, with spaces between
local function prolong_owners(messages)
  local at = now()
  for id in string.gmatch(messages, '%d+') do
    if redis.call('EXPIRE', k.message_prefix .. id, owner_seconds, 'GT') == 1 then redis.call('ZADD', k.messages, at, id) end
  end
  redis.call('EXPIRE', k.messages, owner_seconds)
end

-- A summary stays as long as its conversation is used, which can be years: for as long, the deletion of a message must
-- find it. Done once in half a conversation's life, as there can be thousands of messages.
local function prolong_all_owners()
  local at, last = now(), tonumber(redis.call('HGET', k.conv, 'reachedAt')) or 0
  if at - last < seconds * 500 then return end
  for _, field in ipairs(redis.call('HKEYS', k.conv)) do
    if string.sub(field, 1, 9) == 'messages:' then prolong_owners(redis.call('HGET', k.conv, field)) end
  end
  redis.call('HSET', k.conv, 'reachedAt', digits(at))
end
