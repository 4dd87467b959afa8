-- The record of a user.
-- include values.lua

-- Changes with every change of anything of a user's, and with their epoch: after forgetting it counts from 1 again.
local function version_of(user)
  local record = redis.call('HMGET', user, 'epoch', 'version')
  return (record[1] or '') .. ':' .. (record[2] or '0')
end

-- Lets the record of a user stay, as something of theirs is stored: after everything was forgotten it expires in a day.
-- new_epoch: for a user who has none
local function keep_record(user, new_epoch)
  redis.call('HSETNX', user, 'epoch', new_epoch)
  redis.call('PERSIST', user)
end
