-- Whose the messages are that a user names in what they bring along: they can be anybody's, or nobody's.
-- include message-links.lua

-- The records of messages: id → text, false where there is none.
local function records_of(messages)
  local records = {}
  in_slices(messages, function(some)
    local keys = {}
    for i, message in ipairs(some) do keys[i] = k.message_prefix .. message end
    for i, record in ipairs(redis.call('MGET', unpack(keys))) do records[some[i]] = record end
  end)
  return records
end
