-- Adds to what is known of a user.
-- include delete-knowledge.lua

-- Counts that a fact was said again.
local function confirm(fact, at)
  local key = k.fact_prefix .. fact
  local before = redis.call('HMGET', key, 'confirmations', 'confirmedAt')
  local last = math.max(tonumber(before[2]) or 0, at)
  redis.call('HSET', key, 'confirmations', (tonumber(before[1]) or 0) + 1, 'confirmedAt', digits(last))
end

-- Stores a statement in the place of the one under the same entity, field and scope.
-- statement: key, entity, field, json, saidAt
local function write_statement(statement)
  local before = decode(redis.call('HGET', statement.key, statement.field))
  if before then remove_links(links_to(':s:' .. statement.entity .. ':' .. statement.field, before.sources)) end
  redis.call('HSET', statement.key, statement.field, statement.json)
end

-- Lists the entities of some statements, by when something was last said of each.
local function list_entities(statements)
  local last, members = {}, {}
  for _, statement in ipairs(statements) do
    last[statement.entity] = math.max(last[statement.entity] or statement.saidAt, statement.saidAt)
  end
  for entity, at in pairs(last) do members[#members + 1], members[#members + 2] = at, entity end
  in_slices(members, function(some) redis.call('ZADD', k.entities, 'GT', unpack(some)) end)
end

-- Removes facts to make room, and counts them, for the user to know.
local function evict(facts)
  local found = 0
  for _, id in ipairs(facts) do
    found = found + redis.call('EXISTS', k.fact_prefix .. id)
    delete_fact(id)
  end
  if found == 0 then return end
  -- A value that is no number starts again.
  if type(redis.pcall('HINCRBY', k.user, 'evicted', found)) ~= 'number' then redis.call('HSET', k.user, 'evicted', found) end
end
