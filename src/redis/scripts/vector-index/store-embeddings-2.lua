-- Stores embeddings, each only if its fact still says what was embedded; those by other models are removed.
-- KEYS 1 user  2 facts     ARGV 1 prefix of facts  2 embedding field  3.. id, text, context, embedding of each
-- Returns how many were stored.
-- include values.lua
local stored = 0
for i = 3, #ARGV, 4 do
  local id, text, context, embedding = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local key = ARGV[1] .. id
  local fields = redis.call('HMGET', key, 'json', 'near')
  local fact = redis.call('ZSCORE', KEYS[2], id) and decode(fields[1])
  if fact and fact.text == text and (fields[2] or '') == context then
    for _, field in ipairs(redis.call('HKEYS', key)) do
      if string.sub(field, 1, 2) == 'e:' and field ~= ARGV[2] then redis.call('HDEL', key, field) end
    end
    redis.call('HSET', key, ARGV[2], embedding)
    stored = stored + 1
  end
end
if stored > 0 then count(KEYS[1], 'facts', 1) end -- processes cache embeddings for one version
return stored
