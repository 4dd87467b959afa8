-- Shared by the learner's scripts.
-- include turns.lua

-- Changes with every change of anything of a user's, and with their epoch: after forgetting it counts from 1 again.
local function version_of(user)
  local record = redis.call('HMGET', user, 'epoch', 'version')
  return (record[1] or '') .. ':' .. (record[2] or '0')
end
