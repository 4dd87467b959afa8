-- Shared by the scripts that add to what is known; beside rests.lua, whose `u` names keys here as well.

-- As long as something rests on a message it is known whose it is: its deletion must find what to take along.
-- leads: members of sources, see sources.ts
local function lead_to(u, leads)
  local messages = {}
  for i = 1, #leads, 1000 do
    local members = {}
    for _, source in ipairs({ unpack(leads, i, math.min(i + 999, #leads)) }) do
      members[#members + 1], members[#members + 2] = 0, source
      messages[string.match(source, '^0*(%d+):')] = true
    end
    redis.call('ZADD', u.sources, unpack(members))
  end
  for message in pairs(messages) do redis.call('PERSIST', u.message_prefix .. message) end
end

local function confirm(u, fact, at)
  local key = u.fact_prefix .. fact
  local before = redis.call('HMGET', key, 'confirmations', 'confirmedAt')
  local last = math.max(tonumber(before[2]) or 0, at)
  redis.call('HSET', key, 'confirmations', (tonumber(before[1]) or 0) + 1, 'confirmedAt', string.format('%.0f', last))
end

-- Puts a statement in the place of the one before under its entity, field and scope.
-- statement: key, entity, field, json, saidAt
local function put_statement(u, statement)
  local before = decode(redis.call('HGET', statement.key, statement.field))
  if before then unlist(u, leads_of(before.sources, ':s:' .. statement.entity .. ':' .. statement.field)) end
  redis.call('HSET', statement.key, statement.field, statement.json)
end

-- Lists the entities of which something was said, by when it was last.
local function list_entities(u, statements)
  local last, members = {}, {}
  for _, statement in ipairs(statements) do
    last[statement.entity] = math.max(last[statement.entity] or statement.saidAt, statement.saidAt)
  end
  for entity, at in pairs(last) do members[#members + 1], members[#members + 2] = at, entity end
  for i = 1, #members, 1000 do
    redis.call('ZADD', u.entities, 'GT', unpack(members, i, math.min(i + 999, #members)))
  end
end

-- Takes facts away that must make room, and counts them, for the user to know.
local function evict(u, ids)
  local found = 0
  for _, id in ipairs(ids) do
    found = found + redis.call('EXISTS', u.fact_prefix .. id)
    take_fact(u, id)
  end
  if found == 0 then return end
  -- What is no number begins again.
  if type(redis.pcall('HINCRBY', u.user, 'evicted', found)) ~= 'number' then redis.call('HSET', u.user, 'evicted', found) end
end
