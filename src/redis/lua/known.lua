-- Everything that is known of a user, to whoever hears it, unless the process has that version of it already.
-- Returns { version } if it has, else
-- { version, { fact id, JSON, near, confirmations, confirmed at… } oldest first, { entity id, field, JSON… } }.
local function known(user, facts, entities, fact_prefix, entity_prefix, has)
  local record = redis.call('HMGET', user, 'epoch', 'facts')
  local version = (record[1] or '') .. ':' .. (record[2] or '0')
  if version == has then return { version } end
  local found, said = {}, {}
  for _, id in ipairs(redis.call('ZRANGE', facts, 0, -1)) do
    found[#found + 1] = id
    for _, value in ipairs(redis.call('HMGET', fact_prefix .. id, 'json', 'near', 'confirmations', 'confirmedAt')) do
      found[#found + 1] = value or ''
    end
  end
  for _, id in ipairs(redis.call('ZRANGE', entities, 0, -1)) do
    local fields = redis.call('HGETALL', entity_prefix .. id)
    for i = 1, #fields, 2 do
      said[#said + 1], said[#said + 2], said[#said + 3] = id, fields[i], fields[i + 1]
    end
  end
  return { version, found, said }
end
