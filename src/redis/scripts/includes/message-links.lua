-- What leads from a message to all that rests on it or holds its words, and whose the message is: see
-- records/message-links.ts.
-- include user-keys.lua
-- include message-record.lua

local function padded(id)
  return string.rep('0', 20 - #id) .. id
end

-- The lexical range of all links of a message.
local function links_of_message(id)
  return '[' .. padded(id) .. ':', '(' .. padded(id) .. ';' -- the character after the colon
end

local function has_links(message)
  return redis.call('ZLEXCOUNT', k.links, links_of_message(message)) > 0
end

-- Adds links, and remembers whose their messages are as long as something rests on them: the deletion of a message must
-- find all that rests on it.
-- links: members of the sorted set
local function add_links(links)
  local messages = {}
  in_slices(links, function(some)
    local members = {}
    for _, link in ipairs(some) do
      members[#members + 1], members[#members + 2] = 0, link
      messages[string.match(link, '^0*(%d+):')] = true
    end
    redis.call('ZADD', k.links, unpack(members))
  end)
  for message in pairs(messages) do redis.call('PERSIST', k.message_prefix .. message) end
end

-- Removes links. The owner of a message on which nothing rests any more expires again.
-- links: message id, `:<kind>:<target>`, message id…
local function remove_links(links)
  for i = 1, #links, 2 do
    local was_linked = redis.call('ZREM', k.links, padded(links[i]) .. links[i + 1]) == 1
    -- A message that never led to anything here may be another user's.
    if was_linked and not has_links(links[i]) then
      redis.call('EXPIRE', k.message_prefix .. links[i], owner_seconds, 'NX')
    end
  end
end

-- The links from some messages to one target, as `remove_links` takes them.
local function links_to(target, messages)
  local links = {}
  for _, id in ipairs(strings_of(messages)) do
    links[#links + 1], links[#links + 2] = id, target
  end
  return links
end

-- What the record of a message says of its owner, if that is this user.
local function parse_owner(message, text)
  local owner = parse_record(message, text)
  if owner and owner.user == user_id then return owner end
  return nil
end

-- Returns the owner of a message, if it is this user.
local function owner_of(message)
  return parse_owner(message, redis.call('GET', k.message_prefix .. message))
end

-- Changes what is known of a message, for as long as it was. One that cannot be written stays as it is.
local function rewrite_owner(message, owner)
  local text = record_text(message, owner)
  if text then redis.call('SET', k.message_prefix .. message, text, 'KEEPTTL') end
end

-- Marks in the record of a message that its turn was forgotten: an edit must not bring its words back, while its deletion
-- must still find the messages that show the answer.
local function mark_forgotten(message, owner)
  if owner.isForgotten then return end
  owner.isForgotten = true
  rewrite_owner(message, owner)
end

-- The later question whose answer answers this one as well, and may repeat it; nil if there is none.
local function answered_with(question)
  local owner = owner_of(question)
  local shown = owner and strings_of(owner.answers)[1]
  local by = shown and owner_of(shown)
  if by and by.id ~= question and by.channel == owner.channel then return by.id end
end

-- What was answered with a question is shown by the messages of its answer no more: they show another one from now on.
-- answer: the one until now; nil if there was none
local function part_companions(question, answer)
  for _, companion in ipairs(strings_of((answer or {}).with)) do
    local owner = answered_with(companion) == question and owner_of(companion)
    if owner then
      owner.answers = {}
      rewrite_owner(companion, owner)
    end
  end
end
