-- Shared by the scripts that keep what a user brings along: the messages it names can be anybody's, or nobody's. Beside
-- rests.lua, whose `u` names here as well: id, the user.
local DISCORD_EPOCH_MS, TIME_BITS = 1420070400000, 4194304
-- Discord's clock can be ahead of ours.
local AHEAD_MS = 60000

-- Ids carry their time. The product has few enough binary digits to be exact.
local newest = filled(string.format('%.0f', (now() - DISCORD_EPOCH_MS + AHEAD_MS) * TIME_BITS))

-- What is known of messages: id → text, false where nothing is.
local function marks_of(u, messages)
  local marks = {}
  for i = 1, #messages, 1000 do
    local keys = {}
    for _, message in ipairs({ unpack(messages, i, math.min(i + 999, #messages)) }) do
      keys[#keys + 1] = u.message_prefix .. message
    end
    for at, mark in ipairs(redis.call('MGET', unpack(keys))) do marks[messages[i + at - 1]] = mark end
  end
  return marks
end

-- What a mark says of a message of this user; nil if it is another's, or nobody knows whose.
local function owner_of(u, mark)
  local owner = mark and decode(mark) or nil
  if owner and owner.user == u.id then return owner end
  return nil
end
