-- include values.lua

-- Marks a message as gone, or as answered without being kept, for a while. The mark is in no list of its user, so that they stay in
-- their cell as long as it stands: their record, if there is one, says since when.
local function set_tombstone(user, message_key, tombstone_seconds)
  redis.call('SET', message_key, '', 'EX', tombstone_seconds)
  if redis.call('EXISTS', user) == 1 then redis.call('HSET', user, 'goneAt', digits(now())) end
end
