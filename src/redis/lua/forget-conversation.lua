-- Takes a conversation away: its log and its summary. What its messages lead to comes after: see forget-messages.lua.
-- KEYS 1 user  2 conv  3 log  4 turns  5 relearn  6 convs  7 claims  8 aside
-- ARGV 1 channel id  2 what its claims begin with
-- Returns how many there were: { turns, segments, conversations }.
-- include turns.lua
-- include rests.lua
-- include forgetting.lua
local names, segments = redis.call('ZRANGE', KEYS[4], 0, -1), 0
for i = 1, #names, 1000 do
  local asked, claims = {}, {}
  for _, turn in ipairs(turns_of({ unpack(names, i, math.min(i + 999, #names)) })) do
    asked[#asked + 1], claims[#claims + 1] = turn, ARGV[2] .. string.sub(turn, 3)
  end
  redis.call('HDEL', KEYS[7], unpack(claims))
  redis.call('HDEL', KEYS[8], unpack(asked))
end
for _, field in ipairs(redis.call('HKEYS', KEYS[2])) do
  if string.sub(field, 1, 8) == 'segment:' then segments = segments + 1 end
end
local turns = redis.call('HLEN', KEYS[3])
local kept = redis.call('UNLINK', KEYS[2], KEYS[3], KEYS[4], KEYS[5])
redis.call('ZREM', KEYS[6], ARGV[1])
if kept > 0 then note_change({ user = KEYS[1] }, false) end
return { turns, segments, kept > 0 and 1 or 0 }
