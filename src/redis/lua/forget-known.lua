-- Takes facts and statements away, with all that leads to them and the words of their messages that are kept around other
-- facts, and takes from facts that stay their quotes, or the words around them.
-- KEYS 1 user  2 facts  3 entities  4 sources  5 unembedded  6 messages
--      7-11 prefixes, to which an id is added: fact, entity, message, log, conv
-- ARGV 1 user id  2 seconds to live  3 seconds for which it is remembered that a message is forgotten
--      4 the entity that is the user  5 { facts: ids, statements: [{ entity, field }], unquoted: ids, withoutNear: ids }
--   as JSON
-- Returns how many facts there were, the entities of which nothing is left, and of each statement that there was its entity.
-- include turns.lua
-- include rests.lua
-- include forgetting.lua
local u = {
  user = KEYS[1], user_id = ARGV[1], facts = KEYS[2], entities = KEYS[3], sources = KEYS[4], unembedded = KEYS[5],
  messages = KEYS[6], fact_prefix = KEYS[7], entity_prefix = KEYS[8], message_prefix = KEYS[9], log_prefix = KEYS[10],
  conv_prefix = KEYS[11],
  seconds = ARGV[2] * 2, deleted = ARGV[3],
}
local wanted = cjson.decode(ARGV[5])
local facts, entities, told, is_known_changed = 0, {}, {}, false

local messages, is_listed = {}, {}
local function list(sources)
  for _, message in ipairs(texts_of(sources)) do
    if not is_listed[message] and string.match(message, '^%d+$') and #message <= 20 then
      messages[#messages + 1], is_listed[message] = message, true
    end
  end
end

for _, id in ipairs(wanted.facts) do
  local key = u.fact_prefix .. id
  list((decode(redis.call('HGET', key, 'json')) or {}).sources)
  facts = facts + redis.call('EXISTS', key)
  take_fact(u, id)
end

for _, statement in ipairs(wanted.statements) do
  local key = u.entity_prefix .. statement.entity
  local json = redis.call('HGET', key, statement.field)
  if json then
    list((decode(json) or {}).sources)
    told[#told + 1] = statement.entity
    take_statement(u, statement.entity, statement.field)
    if statement.entity ~= ARGV[4] and redis.call('EXISTS', key) == 0 then entities[#entities + 1] = statement.entity end
  end
end

for _, message in ipairs(messages) do
  is_known_changed = take_words(u, message, 'nam') or is_known_changed
  forget_owner(u, message)
end

-- Where the string that begins at a place of a JSON text ends.
local function end_of_string(json, from)
  while true do
    local at = string.find(json, '["\\]', from)
    if not at or string.sub(json, at, at) == '"' then return at end
    from = at + 2
  end
end

-- In its text: cjson would write an empty list as {}. Within a string the quotes would be escaped.
for _, id in ipairs(wanted.unquoted) do
  local json = redis.call('HGET', u.fact_prefix .. id, 'json')
  local _, before = string.find(json or '', '"quote":"', 1, true)
  local after_it = before and end_of_string(json, before + 1)
  if after_it and after_it > before + 1 then
    redis.call('HSET', u.fact_prefix .. id, 'json', string.sub(json, 1, before) .. string.sub(json, after_it))
    is_known_changed = true
  end
end

for _, id in ipairs(wanted.withoutNear) do
  take_near(u, id, u.unembedded, u.user_id)
  is_known_changed = true
end

if redis.call('ZCARD', u.facts) == 0 then redis.call('SREM', u.unembedded, u.user_id) end
note_change(u, is_known_changed or facts + #told > 0)
return { facts, entities, told }
