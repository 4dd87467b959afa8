-- The time that the id of a Discord message carries.
-- include values.lua
local DISCORD_EPOCH_MS, TIME_BITS = 1420070400000, 4194304
-- Discord's clock can be ahead of ours.
local AHEAD_MS = 60000

-- How many ms ago a message was said, about: the last digits of the id do not fit a Lua number.
local function age_of(message)
  return now() - (tonumber(message) / TIME_BITS + DISCORD_EPOCH_MS)
end

-- The newest id that a message can have. The product has few enough binary digits to be exact.
local function newest_id()
  return digits((now() + AHEAD_MS - DISCORD_EPOCH_MS) * TIME_BITS)
end
