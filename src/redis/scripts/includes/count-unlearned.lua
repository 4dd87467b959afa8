-- include log.lua

-- The questions of a conversation that are still to be learned: those after the cursor, and those before it that are to be
-- learned again. Only their order is read, as a log can be long.
local function count_unlearned(log, order, relearn, learned)
  local unlearned = 0
  for _, name in ipairs(redis.call('ZRANGEBYLEX', order, after(learned), '+')) do
    if string.sub(name, -1) == '0' then unlearned = unlearned + 1 end
  end
  for _, turn in ipairs(redis.call('SMEMBERS', relearn)) do
    local is_counted = not learned or place(turn) > place(learned)
    if not is_counted then unlearned = unlearned + redis.call('HEXISTS', log, turn) end
  end
  return unlearned
end
