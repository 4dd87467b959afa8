-- Keeps embeddings, each only if its fact still says what was embedded; those by other models go.
-- KEYS 1 user  2 facts     ARGV 1 what the facts' keys begin with  2 embedding field  3.. id, text, near, embedding of each
-- Returns how many were kept.
-- include turns.lua
local kept = 0
for i = 3, #ARGV, 4 do
  local id, text, near, embedding = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local key = ARGV[1] .. id
  local fields = redis.call('HMGET', key, 'json', 'near')
  local fact = redis.call('ZSCORE', KEYS[2], id) and decode(fields[1])
  if fact and fact.text == text and (fields[2] or '') == near then
    for _, field in ipairs(redis.call('HKEYS', key)) do
      if string.sub(field, 1, 2) == 'e:' and field ~= ARGV[2] then redis.call('HDEL', key, field) end
    end
    redis.call('HSET', key, ARGV[2], embedding)
    kept = kept + 1
  end
end
if kept > 0 then count(KEYS[1], 'facts', 1) end -- embeddings are kept by processes for one version
return kept
