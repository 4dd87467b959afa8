-- Shared by the scripts that take things away at the user's wish; beside turns.lua and rests.lua, whose `u` names here as
-- well: user_id, unembedded, messages, what the keys of logs begin with (log_prefix), and for how many seconds it is
-- remembered that a message is forgotten (deleted); what the keys of conversations begin with (conv_prefix), where
-- segments that cover the message may stay.

-- Takes the words of a message, of the answer to it, or of an answer that it shows, from around facts.
-- leads: which ones, of `n`, `a` and `m`: see sources.ts. Returns whether there were any.
local function take_words(u, message, leads)
  local is_changed = false
  for _, name in ipairs(redis.call('ZRANGEBYLEX', u.sources, from_message(message))) do
    local lead, what, id = string.match(name, '^%d+(:(%l):(.*))$')
    if lead and string.find(leads, what, 1, true) then
      take_near(u, id, u.unembedded, u.user_id)
      unlist(u, { message, lead })
      is_changed = true
    end
  end
  return is_changed
end

-- How old a message is at a time, in ms, about: the last digits of the id are lost.
local function age_of(message, at)
  return at - (tonumber(message) / 4194304 + 1420070400000)
end

-- The turn that a message shows, and whether it is in its log.
local function turn_shown(u, message, owner)
  local turn = (message == owner.id and 'q:' or 'a:') .. tostring(owner.id)
  return turn, redis.call('HEXISTS', u.log_prefix .. tostring(owner.channel), turn) == 1
end

-- Who a message belongs to, if it is this user.
local function owner_of(u, message)
  local json = redis.call('GET', u.message_prefix .. message)
  local owner = decode(json)
  if owner and owner.user == u.user_id then return owner, json end
  return nil
end

-- Whether something rests on a message, or it stands in a log.
local function is_rested_on(u, message, owner)
  local _, is_kept = turn_shown(u, message, owner)
  return is_kept or redis.call('ZLEXCOUNT', u.sources, from_message(message)) > 0
    or (u.conv_prefix and redis.call('HEXISTS', u.conv_prefix .. tostring(owner.channel), 'segments') == 1)
end

-- A message that is forgotten stays so. Whose it is stays known as long as its deletion would find something, be it the
-- messages that show the answer on Discord; but its words do not come back with an edit.
-- is_old: it need not be remembered either that it was forgotten
local function forget_owner(u, message, is_old)
  local owner, json = owner_of(u, message)
  if not owner then return end
  local key = u.message_prefix .. message
  if is_rested_on(u, message, owner) or #texts_of(owner.answers) > 0 then
    -- Put in as text: cjson would write an empty list as {}.
    if not owner.isForgotten then
      redis.call('SET', key, '{"isForgotten":true,' .. string.sub(json, 2), 'KEEPTTL')
    end
    return
  end
  if is_old then redis.call('DEL', key) else redis.call('SET', key, '', 'EX', u.deleted) end
  redis.call('ZREM', u.messages, message)
end

-- Takes what went into the answer to a question. Returns how many there were.
local function take_trace(traces, prefix, question)
  redis.call('ZREM', traces, question)
  return redis.call('UNLINK', prefix .. question)
end

-- Caches and what is under way see by these that something has changed, an answer that it may tell what was forgotten.
-- Where everything was forgotten there is no record.
local function note_change(u, is_known_changed)
  if redis.call('EXISTS', u.user) == 0 then return end
  count(u.user, 'version', 1)
  count(u.user, 'forgotten', 1)
  if is_known_changed then count(u.user, 'facts', 1) end
end
