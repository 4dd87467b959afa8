-- Shared by the scripts that keep what a user is shown to choose or confirm.
-- include turns.lua
local KEPT_MS, MOST = 3600000, 50

-- When an offer was made, in ms, by its JSON; nil if there is none, or it is too old.
local function offered_at(json, at)
  local since = tonumber(string.match(json or '', '^{"at":(%d+),'))
  return since and at - since < KEPT_MS and since or nil
end
