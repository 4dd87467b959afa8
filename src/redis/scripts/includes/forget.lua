-- Removes things at the user's wish. A script that includes this sets k.log_prefix, and k.conv_prefix if summaries that
-- cover the messages may stay.
-- include delete-knowledge.lua
-- include log.lua
-- include snowflakes.lua
-- include tombstones.lua

-- Removes the words of a message, of the answer to it, or of an answer that it shows, from the context of facts.
-- kinds: the kinds of links to follow, of `n`, `a` and `m`: see records/message-links.ts. Returns whether there were any.
local function delete_words(message, kinds)
  local is_changed = false
  each_link(message, function(link, kind, fact)
    if not string.find(kinds, kind, 1, true) then return end
    delete_context(fact)
    remove_links({ message, link })
    is_changed = true
  end)
  return is_changed
end

-- The turn that a message shows, and whether it is in its log.
local function turn_shown(message, owner)
  local turn = (message == owner.id and 'q:' or 'a:') .. tostring(owner.id)
  return turn, redis.call('HEXISTS', k.log_prefix .. tostring(owner.channel), turn) == 1
end

-- Whether something rests on a message, or its turn is in a log.
local function is_in_use(message, owner)
  local _, is_in_log = turn_shown(message, owner)
  return is_in_log or has_links(message)
    or (k.conv_prefix and redis.call('HEXISTS', k.conv_prefix .. tostring(owner.channel), 'segments') == 1)
end

-- Forgets whose a message is, for good. While its deletion on Discord would still find something, be it the messages that
-- show the answer, the record stays, marked so that an edit does not bring the words back.
-- is_old: it need not even be remembered that the message was forgotten
local function forget_owner(message, tombstone_seconds, is_old)
  local owner = owner_of(message)
  if not owner then return end
  if is_in_use(message, owner) or #strings_of(owner.answers) > 0 then
    mark_forgotten(message, owner)
    return
  end
  local key = k.message_prefix .. message
  if is_old then redis.call('DEL', key) else set_tombstone(k.user, key, tombstone_seconds) end
  redis.call('ZREM', k.messages, message)
end

-- Tells caches and answers in progress that something was forgotten. Users without a record stay without one.
local function note_change(is_knowledge_changed)
  if redis.call('EXISTS', k.user) == 0 then return end
  count(k.user, 'version', 1)
  count(k.user, 'forgotten', 1)
  if is_knowledge_changed then count(k.user, 'facts', 1) end
end
