-- The record of a user.
-- include log.lua
-- include snowflakes.lua
-- So long what was said before everything was forgotten can still come in: see EPOCH_SECONDS in user-memory/forget.ts.
local LATE_MS = 86400000

-- Changes with every change of anything of a user's, and with their epoch: after forgetting it counts from 1 again.
local function version_of(user)
  local record = redis.call('HMGET', user, 'epoch', 'version')
  return (record[1] or '') .. ':' .. (record[2] or '0')
end

-- Lets the record of a user stay, as something of theirs is stored: after everything was forgotten it expires in a day,
-- and so does when that was. new_epoch: for a user who has none
local function keep_record(user, new_epoch)
  redis.call('HSETNX', user, 'epoch', new_epoch)
  redis.call('PERSIST', user)
  local up_to = redis.call('HGET', user, 'forgottenTo')
  if up_to and age_of(up_to) > LATE_MS then redis.call('HDEL', user, 'forgottenTo') end
end

-- Whether a message was said before its author had everything forgotten. Discord's ids are compared with one another, no clocks.
local function is_forgotten(message)
  local up_to = redis.call('HGET', k.user, 'forgottenTo')
  return up_to and member('q', message) <= member('q', up_to)
end
