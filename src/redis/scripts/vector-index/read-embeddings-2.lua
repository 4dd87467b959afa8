-- Reads the embeddings of a user's facts, unless none of the facts has changed.
-- KEYS 1 user  2 facts
-- ARGV 1 prefix of facts  2 embedding field  3 version that the process has
--      4 ids of the facts whose embeddings it has, with commas between  5 the first bytes of each of those, one after the
--      other  6 how many bytes each
-- Returns false if the version is still the same; else the version, and id, scope and embedding of each fact that has
-- one. The embedding is '' if the process has it: no embedding of another text begins the same.
local user = redis.call('HMGET', KEYS[1], 'epoch', 'facts')
local version = (user[1] or '') .. ':' .. (user[2] or '0')
if version == ARGV[3] then return false end
local cached, at, size = {}, 0, tonumber(ARGV[6])
for id in string.gmatch(ARGV[4], '[^,]+') do
  cached[id] = string.sub(ARGV[5], at + 1, at + size)
  at = at + size
end
local reply = { version }
for _, id in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  local fields = redis.call('HMGET', ARGV[1] .. id, 'scope', ARGV[2])
  local scope, point = fields[1], fields[2]
  if scope and point then
    local n = #reply
    reply[n + 1], reply[n + 2], reply[n + 3] = id, scope, cached[id] == string.sub(point, 1, size) and '' or point
  end
end
return reply
