-- Reads the questions of which something was not kept, among the newest turns of the conversations that were used last.
-- KEYS 1 convs  2-4 prefixes, to which a channel id is added: conv, log, turns
-- Returns { channel id, guild id or '', JSON of the question… }.
-- include log.lua
local MAX_CONVERSATIONS, MAX_TURNS = 20, 100

local found = {}
for _, channel in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, MAX_CONVERSATIONS - 1)) do
  local names = redis.call('ZREVRANGEBYLEX', KEYS[4] .. channel, '+', '-', 'LIMIT', 0, MAX_TURNS)
  local guild
  for _, json in ipairs(#names > 0 and redis.call('HMGET', KEYS[3] .. channel, unpack(turns_of(names))) or {}) do
    -- In the words of a turn these quotation marks are escaped.
    if json and string.find(json, '"rejected":', 1, true) then
      guild = guild or redis.call('HGET', KEYS[2] .. channel, 'guild') or ''
      found[#found + 1], found[#found + 2], found[#found + 3] = channel, guild, json
    end
  end
end
return found
