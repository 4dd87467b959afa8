-- The oldest question of a user that is still to be learned, of those after the cursors: what was edited is older than its words.
-- KEYS 1 user  2 convs  3-6 prefixes, to which a channel id is added: conv, log, turns, relearn
-- Returns its id; false if there is none, or nothing is learned as the user has paused their memory
-- include log.lua
if redis.call('HGET', KEYS[1], 'paused') == '1' then return false end

local oldest = false
for _, channel in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  local learned = redis.call('HGET', KEYS[3] .. channel, 'learnedTo')
  -- A question and its answer stand in turns, and now and then an answer is missing.
  for _, name in ipairs(redis.call('ZRANGEBYLEX', KEYS[5] .. channel, after(learned), '+', 'LIMIT', 0, 20)) do
    if string.sub(name, -1) == '0' then
      if not oldest or name < oldest then oldest = name end
      break
    end
  end
end
return oldest and string.match(oldest, '^0*(%d+)0$') or false
