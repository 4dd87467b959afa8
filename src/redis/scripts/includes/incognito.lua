-- How a conversation of which nothing is kept, and a question in it, are marked.
-- include tombstones.lua

-- How long a conversation stays incognito after its last message.
local IDLE_MS = 3600000

-- The record of a question's message while the question is answered without being kept.
local UNKEPT = '-'

-- Ends that, of a user's: the message counts as claimed for a while, as a deleted one does.
local function end_unkept(user, message_key, tombstone_seconds)
  if redis.call('GET', message_key) == UNKEPT then set_tombstone(user, message_key, tombstone_seconds) end
end
