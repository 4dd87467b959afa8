-- Shared by the scripts that claim a question, or look at one, that may not be kept.
local IDLE_MS = 3600000

-- Why nothing of what is said is kept: `paused`, `incognito` or `serverOff`; nil if it is.
-- A mark that is no time can't be told to be past.
local function why_unkept(user, channel, off, guild)
  local record = redis.call('HMGET', user, 'paused', 'incognito:' .. channel)
  if record[1] == '1' then return 'paused' end
  if record[2] and (tonumber(record[2]) or math.huge) > now() then return 'incognito' end
  if guild ~= '' and redis.call('SISMEMBER', off, guild) == 1 then return 'serverOff' end
  return nil
end

-- Somebody has spoken in a conversation: if it is incognito, it is so for another hour; one that was is no more.
local function prolong_incognito(user, channel)
  local field, at = 'incognito:' .. channel, now()
  local until_ = redis.call('HGET', user, field)
  if not until_ then return end
  if (tonumber(until_) or math.huge) > at then redis.call('HSET', user, field, string.format('%.0f', at + IDLE_MS))
  else redis.call('HDEL', user, field) end
end

-- The mark of a question that is answered without being kept, from its claim until that ends.
local UNKEPT = '-'

-- Ends it: the message counts as claimed for a while, as a deleted one does.
local function end_unkept(message, seconds)
  if redis.call('GET', message) == UNKEPT then redis.call('SET', message, '', 'EX', seconds) end
end
