-- Removes facts, statements, and what is stored around them, with all links that lead there.
-- include message-links.lua

-- The links to the context of a fact.
local function context_links(id)
  local links, fields = {}, redis.call('HMGET', k.fact_prefix .. id, 'nearShown', 'nearTo')
  for message in string.gmatch(fields[1] or '', '%d+') do
    links[#links + 1], links[#links + 2] = message, ':m:' .. id
  end
  for _, turn in ipairs(strings_of(decode(fields[2]))) do
    links[#links + 1] = string.sub(turn, 3)
    links[#links + 1] = (string.sub(turn, 1, 1) == 'q' and ':n:' or ':a:') .. id
  end
  return links
end

local function delete_statement(entity, field)
  local key = k.entity_prefix .. entity
  local statement = decode(redis.call('HGET', key, field)) or {}
  remove_links(links_to(':s:' .. entity .. ':' .. field, statement.sources))
  redis.call('HDEL', key, field)
  if redis.call('EXISTS', key) == 0 then redis.call('ZREM', k.entities, entity) end
end

-- The entity of which it is stated that facts are in doubt: see memory/knowledge/doubts.ts.
local DOUBTING_ENTITY = 'user'

local function is_doubt(field)
  return string.sub(field, 1, 6) == 'doubt:'
end

-- Removes the doubts on a fact, under whichever scope.
local function delete_doubts(id)
  local beginning = 'doubt:' .. id .. ':'
  for _, field in ipairs(redis.call('HKEYS', k.entity_prefix .. DOUBTING_ENTITY)) do
    if string.sub(field, 1, #beginning) == beginning then delete_statement(DOUBTING_ENTITY, field) end
  end
end

local function delete_fact(id)
  local key = k.fact_prefix .. id
  local fact = decode(redis.call('HGET', key, 'json')) or {}
  remove_links(links_to(':f:' .. id, fact.sources))
  remove_links(context_links(id))
  redis.call('DEL', key)
  redis.call('ZREM', k.facts, id)
  delete_doubts(id)
end

-- Removes an entity with all statements about it.
local function delete_entity(entity)
  for _, field in ipairs(redis.call('HKEYS', k.entity_prefix .. entity)) do delete_statement(entity, field) end
  redis.call('ZREM', k.entities, entity)
end

-- Removes the context of a fact, and the embedding that was made with it: the fact is embedded again without.
local function delete_context(id)
  local key = k.fact_prefix .. id
  remove_links(context_links(id))
  if redis.call('EXISTS', key) == 0 then return end
  local fields = { 'near', 'nearTo', 'nearShown' }
  for _, field in ipairs(redis.call('HKEYS', key)) do
    if string.sub(field, 1, 2) == 'e:' then fields[#fields + 1] = field end
  end
  redis.call('HDEL', key, unpack(fields))
  redis.call('SADD', k.unembedded, user_id)
end

-- The links of a message: calls `visit` with the link without its message, its kind and its target.
local function each_link(message, visit)
  for _, name in ipairs(redis.call('ZRANGEBYLEX', k.links, links_of_message(message))) do
    local link, kind, target = string.match(name, '^%d+(:(%l):(.*))$')
    if link then visit(link, kind, target) end
  end
end

-- Removes what rests on a question, and what holds words of it or of its answer; if `kind` is 'a', what holds words of
-- the answer alone. Returns how many facts were removed.
local function delete_derived(question, kind)
  local is_changed, facts = false, 0
  each_link(question, function(link, what, target)
    if kind ~= 'q' and what ~= 'a' then return end
    local entity, field = string.match(target, '^([^:]*):(.*)$')
    if what == 'f' then
      facts = facts + redis.call('EXISTS', k.fact_prefix .. target)
      delete_fact(target)
    elseif what == 's' and entity then delete_statement(entity, field)
    else delete_context(target) end
    -- Also if its target could not be read.
    remove_links({ question, link })
    is_changed = true
  end)
  if is_changed then count(k.user, 'facts', 1) end
  return facts
end
