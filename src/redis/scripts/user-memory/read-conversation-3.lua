-- Reads a conversation as it is stored.
-- KEYS 1 conv  2 log  3 turns
-- Returns { { conv's fields and values }, { turn, JSON… in their order } }.
-- include log.lua
local turns = {}
in_slices(redis.call('ZRANGE', KEYS[3], 0, -1), function(names)
  local some = turns_of(names)
  for i, json in ipairs(redis.call('HMGET', KEYS[2], unpack(some))) do
    -- A turn whose words are gone is of no use.
    if json then turns[#turns + 1], turns[#turns + 2] = some[i], json end
  end
end)
return { redis.call('HGETALL', KEYS[1]), turns }
