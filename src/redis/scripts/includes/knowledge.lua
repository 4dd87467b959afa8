-- include user-keys.lua

-- All that is known of a user, whoever may see it, unless the process has that version already.
-- Returns { version } if it has, else
-- { version, { fact id, JSON, context, confirmations, confirmed at… } oldest first, { entity id, field, JSON… } }.
local function read_knowledge(cached_version)
  local record = redis.call('HMGET', k.user, 'epoch', 'facts')
  local version = (record[1] or '') .. ':' .. (record[2] or '0')
  if version == cached_version then return { version } end
  local facts, statements = {}, {}
  for _, id in ipairs(redis.call('ZRANGE', k.facts, 0, -1)) do
    facts[#facts + 1] = id
    for _, value in ipairs(redis.call('HMGET', k.fact_prefix .. id, 'json', 'near', 'confirmations', 'confirmedAt')) do
      facts[#facts + 1] = value or ''
    end
  end
  for _, id in ipairs(redis.call('ZRANGE', k.entities, 0, -1)) do
    local fields = redis.call('HGETALL', k.entity_prefix .. id)
    for i = 1, #fields, 2 do
      statements[#statements + 1], statements[#statements + 2], statements[#statements + 3] = id, fields[i], fields[i + 1]
    end
  end
  return { version, facts, statements }
end
