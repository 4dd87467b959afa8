#!lua flags=allow-oom
-- Removes facts and statements, with all that leads to them and the words of their messages in the context of other facts,
-- and removes the quotes, the words of dates among them, or the context, of facts that stay.
-- KEYS 1-9 see user-keys.lua  10 prefix of logs  11 prefix of conversations
-- ARGV 1-2 see user-keys.lua  3 seconds for which it is remembered that a message is forgotten
--      4 the entity that is the user
--      5 { facts: ids, statements: [{ entity, field }], unquoted: ids, withoutNear: ids } as JSON
-- Returns how many facts there were, the entities of which nothing is left, and the entity of each statement there was.
-- include forget.lua
k.log_prefix, k.conv_prefix = KEYS[10], KEYS[11]
local tombstone_seconds, user_entity, plan = ARGV[3], ARGV[4], cjson.decode(ARGV[5])
local facts, entities, told, is_changed = 0, {}, {}, false

local messages, is_listed = {}, {}
local function list(sources)
  for _, message in ipairs(strings_of(sources)) do
    if not is_listed[message] and string.match(message, '^%d+$') and #message <= 20 then
      messages[#messages + 1], is_listed[message] = message, true
    end
  end
end

for _, id in ipairs(plan.facts) do
  local key = k.fact_prefix .. id
  list((decode(redis.call('HGET', key, 'json')) or {}).sources)
  facts = facts + redis.call('EXISTS', key)
  delete_fact(id)
end

for _, statement in ipairs(plan.statements) do
  local key = k.entity_prefix .. statement.entity
  local json = redis.call('HGET', key, statement.field)
  if json then
    -- That a fact is in doubt is no statement that anybody could count, and the words that say so are not about the fact alone.
    if not is_doubt(statement.field) then
      list((decode(json) or {}).sources)
      told[#told + 1] = statement.entity
    end
    is_changed = true
    delete_statement(statement.entity, statement.field)
    if statement.entity ~= user_entity and redis.call('EXISTS', key) == 0 then entities[#entities + 1] = statement.entity end
  end
end

for _, message in ipairs(messages) do
  is_changed = delete_words(message, 'nam') or is_changed
  forget_owner(message, tombstone_seconds)
end

-- Where the string that begins at a place of a JSON text ends.
local function end_of_string(json, from)
  while true do
    local at = string.find(json, '["\\]', from)
    if not at or string.sub(json, at, at) == '"' then return at end
    from = at + 2
  end
end

-- A JSON text with an empty string for a name. Changed as text: cjson would write an empty list as {}. Inside a string the
-- quotes would be escaped.
local function emptied(json, name)
  local _, before = string.find(json, '"' .. name .. '":"', 1, true)
  local rest = before and end_of_string(json, before + 1)
  return rest and string.sub(json, 1, before) .. string.sub(json, rest) or json
end

for _, id in ipairs(plan.unquoted) do
  local json = redis.call('HGET', k.fact_prefix .. id, 'json') or ''
  local unquoted = emptied(emptied(json, 'quote'), 'dateWords')
  if unquoted ~= json then
    redis.call('HSET', k.fact_prefix .. id, 'json', unquoted)
    is_changed = true
  end
end

for _, id in ipairs(plan.withoutNear) do
  delete_context(id)
  is_changed = true
end

if redis.call('ZCARD', k.facts) == 0 then redis.call('SREM', k.unembedded, user_id) end
note_change(is_changed or facts + #told > 0)
return { facts, entities, told }
