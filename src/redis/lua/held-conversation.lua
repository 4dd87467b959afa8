-- A conversation as it is kept.
-- KEYS 1 conv  2 log  3 turns
-- Returns { { conv's fields and values }, { turn, JSON… in their order } }.
-- include turns.lua
local turns, names = {}, redis.call('ZRANGE', KEYS[3], 0, -1)
for i = 1, #names, 1000 do
  local some = turns_of({ unpack(names, i, math.min(i + 999, #names)) })
  for k, json in ipairs(redis.call('HMGET', KEYS[2], unpack(some))) do
    -- One whose words are gone is of no use.
    if json then turns[#turns + 1], turns[#turns + 2] = some[k], json end
  end
end
return { redis.call('HGETALL', KEYS[1]), turns }
