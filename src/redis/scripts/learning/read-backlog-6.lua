-- Reads what is still to be learned of a user, in each conversation.
-- KEYS 1 user  2 convs  3-6 prefixes, to which a channel id is added: conv, log, turns, relearn
-- Returns { version, channel id, questions that wait, turns that no summary covers, when the last turn was said in ms… }
-- include user-record.lua
-- include count-unlearned.lua
local found = { version_of(KEYS[1]) }
-- Nothing is learned of users who have paused their memory.
if redis.call('HGET', KEYS[1], 'paused') == '1' then return found end

local conversations = redis.call('ZRANGE', KEYS[2], 0, -1, 'WITHSCORES')
for i = 1, #conversations, 2 do
  local channel = conversations[i]
  local log, order = KEYS[4] .. channel, KEYS[5] .. channel
  local cursors = redis.call('HMGET', KEYS[3] .. channel, 'learnedTo', 'summarizedTo')
  local newest = redis.call('ZRANGE', order, -1, -1)[1]
  if newest then
    local turn = decode(redis.call('HGET', log, turn_of(newest)))
    -- For a last turn that cannot be read, the last use of the conversation stands in.
    local said = turn and tonumber(turn.saidAt) or tonumber(conversations[i + 1])
    found[#found + 1] = channel
    found[#found + 1] = tostring(count_unlearned(log, order, KEYS[6] .. channel, cursors[1]))
    found[#found + 1] = tostring(redis.call('ZLEXCOUNT', order, after(cursors[2]), '+'))
    found[#found + 1] = digits(said)
  end
end
return found
