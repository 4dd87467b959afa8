-- Sets when the learner is due for a user who has just spoken, or was answered; before touch, which makes this
-- conversation the newest. What is due already is never put off.
-- args 1 user id  2 channel id  3 ms to wait for more  4 the user's turns that are learned at once  5 window size
local function await_lesson(pending, conv, order, convs, args)
  local at, due = now(), redis.call('ZSCORE', pending, args[1])
  if due and tonumber(due) <= at then return end
  local cursors = redis.call('HMGET', conv, 'learnedTo', 'summarizedTo')
  local newest = redis.call('ZREVRANGE', convs, 0, 0)[1]
  -- Every second turn is the user's.
  local is_due = math.ceil(redis.call('ZLEXCOUNT', order, after(cursors[1]), '+') / 2) >= tonumber(args[4])
    or redis.call('ZLEXCOUNT', order, after(cursors[2]), '+') > tonumber(args[5])
    or (newest and newest ~= args[2])
  redis.call('ZADD', pending, string.format('%.0f', is_due and at or at + tonumber(args[3])), args[1])
end
