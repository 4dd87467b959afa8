#!lua flags=allow-oom
-- Stores what a user is shown to choose or confirm, for an hour; the newest of them, if they are many.
-- KEYS 1 choices     ARGV 1 its id  2 as JSON  3 '1' if it takes the place of one that is still stored, else '0'
-- Returns 1.
-- include choices.lua
local at, is_replacement = now(), ARGV[3] == '1'
if is_replacement then
  at = offered_at(redis.call('HGET', KEYS[1], ARGV[1]), at)
  if not at then return 1 end
end
redis.call('HSET', KEYS[1], ARGV[1], '{"at":' .. digits(at) .. ',"offer":' .. ARGV[2] .. '}')
if is_replacement then return 1 end

redis.call('EXPIRE', KEYS[1], LIFE_MS / 1000)
local kept, fields = {}, redis.call('HGETALL', KEYS[1])
for i = 1, #fields, 2 do
  local since = offered_at(fields[i + 1], at)
  if since then kept[#kept + 1] = { id = fields[i], at = since }
  else redis.call('HDEL', KEYS[1], fields[i]) end
end
table.sort(kept, function(a, b) return a.at > b.at end)
for i = MAX_CHOICES + 1, #kept do redis.call('HDEL', KEYS[1], kept[i].id) end
return 1
