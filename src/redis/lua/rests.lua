-- Shared by the scripts that take away what rests on a message, or holds its words: see sources.ts.
-- Here `u` names keys: user, facts, entities, sources, what the keys of facts (fact_prefix), entities and messages begin
-- with; and for how many seconds it is known whose a message is that nothing rests on.

local function filled(id)
  return string.rep('0', 20 - #id) .. id
end

local function from_message(id)
  return '[' .. filled(id) .. ':', '(' .. filled(id) .. ';' -- the character after the colon
end

-- Takes leads from messages away. Whose a message is was kept without end while something rested on it.
-- leads: message id, `:<kind>:<what>`, message id…
local function unlist(u, leads)
  for i = 1, #leads, 2 do
    local was_led = redis.call('ZREM', u.sources, filled(leads[i]) .. leads[i + 1]) == 1
    -- What never led here may be another user's.
    if was_led and redis.call('ZLEXCOUNT', u.sources, from_message(leads[i])) == 0 then
      redis.call('EXPIRE', u.message_prefix .. leads[i], u.seconds, 'NX')
    end
  end
end

-- The texts of a list that was read from JSON; what else stands in it is passed over.
local function texts_of(list)
  local texts = {}
  for _, text in ipairs(type(list) == 'table' and list or {}) do
    if type(text) == 'string' then texts[#texts + 1] = text end
  end
  return texts
end

-- The leads to what rests on some messages.
local function leads_of(messages, to)
  local leads = {}
  for _, id in ipairs(texts_of(messages)) do
    leads[#leads + 1], leads[#leads + 2] = id, to
  end
  return leads
end

-- The leads to the words around a fact.
local function near_leads(fact_key, id)
  local leads = {}
  for message in string.gmatch(redis.call('HGET', fact_key, 'nearShown') or '', '%d+') do
    leads[#leads + 1], leads[#leads + 2] = message, ':m:' .. id
  end
  for _, turn in ipairs(texts_of(decode(redis.call('HGET', fact_key, 'nearTo')))) do
    leads[#leads + 1] = string.sub(turn, 3)
    leads[#leads + 1] = (string.sub(turn, 1, 1) == 'q' and ':n:' or ':a:') .. id
  end
  return leads
end

-- Takes a fact away, with all that leads to it.
local function take_fact(u, id)
  local key = u.fact_prefix .. id
  local fact = decode(redis.call('HGET', key, 'json')) or {}
  unlist(u, leads_of(fact.sources, ':f:' .. id))
  unlist(u, near_leads(key, id))
  redis.call('DEL', key)
  redis.call('ZREM', u.facts, id)
end

-- Takes a statement away, by its entity and field, with all that leads to it.
local function take_statement(u, entity, field)
  local key = u.entity_prefix .. entity
  local statement = decode(redis.call('HGET', key, field)) or {}
  unlist(u, leads_of(statement.sources, ':s:' .. entity .. ':' .. field))
  redis.call('HDEL', key, field)
  if redis.call('EXISTS', key) == 0 then redis.call('ZREM', u.entities, entity) end
end

-- Takes an entity away, with all that was said of it and leads to that.
local function take_entity(u, entity)
  local fields = redis.call('HKEYS', u.entity_prefix .. entity)
  for _, field in ipairs(fields) do take_statement(u, entity, field) end
  redis.call('ZREM', u.entities, entity)
end

-- Takes the words around a fact away, and the embedding that was made with them: it is embedded anew without.
local function take_near(u, id, unembedded, user_id)
  local key = u.fact_prefix .. id
  unlist(u, near_leads(key, id))
  if redis.call('EXISTS', key) == 0 then return end
  local gone = { 'near', 'nearTo', 'nearShown' }
  for _, field in ipairs(redis.call('HKEYS', key)) do
    if string.sub(field, 1, 2) == 'e:' then gone[#gone + 1] = field end
  end
  redis.call('HDEL', key, unpack(gone))
  redis.call('SADD', unembedded, user_id)
end

-- Takes away what rests on a question, and what holds words of it or of its answer; where `kind` is 'a', of the answer
-- alone. Returns how many facts went.
local function take_rests(u, question, kind, unembedded, user_id)
  local is_changed, facts = false, 0
  for _, name in ipairs(redis.call('ZRANGEBYLEX', u.sources, from_message(question))) do
    local lead, what, id = string.match(name, '^%d+(:(%l):(.*))$')
    if lead and (kind == 'q' or what == 'a') then
      local entity, field = string.match(id, '^([^:]*):(.*)$')
      if what == 'f' then
        facts = facts + redis.call('EXISTS', u.fact_prefix .. id)
        take_fact(u, id)
      elseif what == 's' and entity then take_statement(u, entity, field)
      else take_near(u, id, unembedded, user_id) end
      -- Also where what it leads to could not be read.
      unlist(u, { question, lead })
      is_changed = true
    end
  end
  if is_changed then count(u.user, 'facts', 1) end
  return facts
end

-- Takes away the segments that cover a question or its answer; where `kind` is 'a', the answer. One of which that can't
-- be read goes as well.
local function take_segments(conv, question, kind)
  for _, field in ipairs(redis.call('HKEYS', conv)) do
    local number = string.match(field, '^segment:(.*)$')
    if number then
      local covers = decode(redis.call('HGET', conv, 'covers:' .. number))
      local is_covered = not covers
      for _, turn in ipairs(covers or {}) do
        if turn == 'a:' .. question or (kind == 'q' and turn == 'q:' .. question) then is_covered = true end
      end
      if is_covered then redis.call('HDEL', conv, field, 'covers:' .. number, 'messages:' .. number) end
    end
  end
end
