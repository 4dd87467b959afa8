#!lua flags=allow-oom
-- Removes the log and the summary of a conversation. What its messages lead to is removed after: see
-- forget-messages-14.lua.
-- KEYS 1-17 see conversation-keys.lua  18 turns that were set aside
-- ARGV 1-3 see conversation-keys.lua  4 prefix of the claims of the conversation
-- Returns how many there were: { turns, summaries, conversations }.
-- include conversation-keys.lua
-- include forget.lua
in_slices(redis.call('ZRANGE', k.order, 0, -1), function(names)
  local turns, claims = turns_of(names), {}
  for i, turn in ipairs(turns) do claims[i] = ARGV[4] .. string.sub(turn, 3) end
  redis.call('HDEL', k.claims, unpack(claims))
  redis.call('HDEL', KEYS[18], unpack(turns))
end)
local summaries, turns = count_summaries(k.conv), redis.call('HLEN', k.log)
local kept = redis.call('UNLINK', k.conv, k.log, k.order, k.relearn)
redis.call('ZREM', k.convs, channel)
if kept > 0 then note_change(false) end
return { turns, summaries, kept > 0 and 1 or 0 }
