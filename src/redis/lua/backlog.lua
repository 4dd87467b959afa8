-- What is still to be learned of a user, in each conversation.
-- KEYS 1 user  2 convs  3.. four prefixes, to which a channel id is added: conv, log, turns, relearn
-- Returns { version, channel id, questions that wait, turns that no segment covers, when the last turn was said in ms… }
-- include learning.lua
-- include waiting.lua
local found = { version_of(KEYS[1]) }
-- Of who has paused their memory nothing is learned: what waits waits on.
if redis.call('HGET', KEYS[1], 'paused') == '1' then return found end

local conversations = redis.call('ZRANGE', KEYS[2], 0, -1, 'WITHSCORES')
for i = 1, #conversations, 2 do
  local channel = conversations[i]
  local log, order = KEYS[4] .. channel, KEYS[5] .. channel
  local cursors = redis.call('HMGET', KEYS[3] .. channel, 'learnedTo', 'summarizedTo')
  local newest = redis.call('ZRANGE', order, -1, -1)[1]
  if newest then
    local turn = decode(redis.call('HGET', log, turn_of(newest)))
    -- Where the last turn can't be read, the last use of the conversation stands for it.
    local said = turn and tonumber(turn.saidAt) or tonumber(conversations[i + 1])
    found[#found + 1] = channel
    found[#found + 1] = tostring(waiting(log, order, KEYS[6] .. channel, cursors[1]))
    found[#found + 1] = tostring(redis.call('ZLEXCOUNT', order, after(cursors[2]), '+'))
    found[#found + 1] = string.format('%.0f', said)
  end
end
return found
