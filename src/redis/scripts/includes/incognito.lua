-- How a conversation of which nothing is kept, and a question in it, are marked.
-- include values.lua

-- How long a conversation stays incognito after its last message.
local IDLE_MS = 3600000

-- The record of a question's message while the question is answered without being kept.
local UNKEPT = '-'

-- Ends that: the message counts as claimed for a while, as a deleted one does.
local function end_unkept(owner, tombstone_seconds)
  if redis.call('GET', owner) == UNKEPT then redis.call('SET', owner, '', 'EX', tombstone_seconds) end
end
