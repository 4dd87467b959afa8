-- The choices that wait for a user's click.
-- include values.lua
local LIFE_MS, MAX_CHOICES = 3600000, 50

-- When a choice was offered, in ms, by its JSON; nil if there is none, or it is too old.
local function offered_at(json, at)
  local since = tonumber(string.match(json or '', '^{"at":(%d+),'))
  return since and at - since < LIFE_MS and since or nil
end
