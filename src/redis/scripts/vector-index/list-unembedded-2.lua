-- Lists facts of a user that lack the present embedding. If there are none, the user is removed from the list of those.
-- KEYS 1 facts  2 unembedded     ARGV 1 prefix of facts  2 embedding field  3 limit  4 user id
-- Returns id, text, context of each.
-- include values.lua
local limit, reply = tonumber(ARGV[3]) * 3, {}
for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  local key = ARGV[1] .. id
  if redis.call('HEXISTS', key, ARGV[2]) == 0 then
    local fields = redis.call('HMGET', key, 'json', 'near')
    local fact = decode(fields[1])
    if fact and type(fact.text) == 'string' then -- a corrupt fact cannot be embedded
      local n = #reply
      reply[n + 1], reply[n + 2], reply[n + 3] = id, fact.text, fields[2] or ''
      if n + 3 >= limit then break end
    end
  end
end
if #reply == 0 then redis.call('SREM', KEYS[2], ARGV[4]) end
return reply
