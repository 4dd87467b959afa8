-- Whether what is said in a conversation is kept.
-- include conversation-keys.lua
-- include incognito.lua

-- Why it is not: `paused`, `incognito` or `serverOff`; nil if it is kept. An incognito mark that is no time never ends.
-- said_at: when it was said, in ms, if that was before now
local function why_unkept(guild, said_at)
  local record = redis.call('HMGET', k.user, 'paused', 'incognito:' .. channel)
  if record[1] == '1' then return 'paused' end
  if record[2] and (tonumber(record[2]) or math.huge) > (said_at or now()) then return 'incognito' end
  if guild ~= '' and redis.call('SISMEMBER', k.memory_off, guild) == 1 then return 'serverOff' end
  return nil
end

-- After a message: an incognito conversation stays so for another hour, and the mark of one whose hour is over goes.
local function prolong_incognito()
  local field, at = 'incognito:' .. channel, now()
  local until_ = redis.call('HGET', k.user, field)
  if not until_ then return end
  if (tonumber(until_) or math.huge) > at then redis.call('HSET', k.user, field, digits(at + IDLE_MS))
  else redis.call('HDEL', k.user, field) end
end
