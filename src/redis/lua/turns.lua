-- Shared by the scripts that read or change a log.
-- A log is a hash, turn id → JSON, and beside it a sorted set of the same turns in their order, so that no script has to
-- pass over 2,000 keys for the last twenty (that took 2 ms, this takes 0.1). Snowflakes do not fit a Lua number: the
-- members are the id filled up to 20 digits, and 0 for the question or 1 for its answer.

local function member(kind, id)
  return string.rep('0', 20 - #id) .. id .. (kind == 'q' and '0' or '1')
end

-- The place of a turn `q:<id>` or `a:<id>` in the order of its log.
local function place(turn)
  return member(string.sub(turn, 1, 1), string.sub(turn, 3))
end

-- Where a range by lex begins that holds what a cursor has not passed.
local function after(cursor)
  return cursor and '(' .. place(cursor) or '-'
end

-- What is no member of ours names no turn.
local function turn_of(name)
  local id, kind = string.match(name, '^0*(%d+)([01])$')
  if not id then return '?' end
  return (kind == '0' and 'q:' or 'a:') .. id
end

local function turns_of(names)
  local turns = {}
  for i, name in ipairs(names) do turns[i] = turn_of(name) end
  return turns
end

-- The object a JSON text stands for; nil if it stands for none, or there is no text.
local function decode(json)
  local ok, value = pcall(cjson.decode, json)
  if json and ok and type(value) == 'table' then return value end
  return nil
end

-- The JSON text of a value; nil if it has none: 1e999 can be read, and not be written.
local function encode(value)
  local ok, json = pcall(cjson.encode, value)
  return ok and json or nil
end

-- Adds to a number that a hash keeps. Where there is none any more it begins again at the time in ms, beyond every
-- number it had: Redis does not take back what a script did before an error.
local function count(key, field, by)
  local n = redis.pcall('HINCRBY', key, field, by)
  if type(n) == 'number' then return n end
  local time = redis.call('TIME')
  n = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('HSET', key, field, string.format('%.0f', n))
  return n
end

-- Takes turns out, by the members that stand for them.
local function drop(log, order, names)
  for i = 1, #names, 1000 do
    local some = { unpack(names, i, math.min(i + 999, #names)) }
    redis.call('HDEL', log, unpack(turns_of(some)))
    redis.call('ZREM', order, unpack(some))
  end
end

-- Drops what is older than the cutoff id.
local function expire(log, order, cutoff)
  drop(log, order, redis.call('ZRANGEBYLEX', order, '-', '(' .. member('q', cutoff)))
end

-- Drops the oldest turns beyond the limit, and counts them in the conversation.
local function trim(conv, log, order, limit)
  local excess = redis.call('ZCARD', order) - limit
  if excess <= 0 then return end
  drop(log, order, redis.call('ZRANGE', order, 0, excess - 1))
  count(conv, 'dropped', excess)
end

-- Has a turn learned by itself if the learner has passed its place. Returns whether it has.
local function relearn_if_passed(relearn, conv, turn, seconds)
  local cursor = redis.call('HGET', conv, 'learnedTo')
  if not cursor or place(turn) > place(cursor) then return false end
  redis.call('SADD', relearn, turn)
  redis.call('EXPIRE', relearn, seconds)
  return true
end

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function stamp(process)
  return process .. ':' .. string.format('%.0f', now())
end

-- Everything of a conversation lives as long after its last use.
local function touch(conv, log, order, convs, channel, seconds)
  local at = now()
  redis.call('EXPIRE', conv, seconds)
  redis.call('EXPIRE', log, seconds)
  redis.call('EXPIRE', order, seconds)
  redis.call('ZADD', convs, at, channel)
  redis.call('ZREMRANGEBYSCORE', convs, '-inf', at - seconds * 1000)
  redis.call('EXPIRE', convs, seconds)
end

-- Leads from a Discord message to its turn. It lives twice as long: a turn may be kept for nearly that long after it
-- was said, when its conversation was used again just before it would have expired.
local function lead(key, messages, message, owner, seconds)
  local at = now()
  redis.call('SET', key, owner, 'EX', seconds * 2)
  redis.call('ZADD', messages, at, message)
  redis.call('ZREMRANGEBYSCORE', messages, '-inf', at - seconds * 2000)
  redis.call('EXPIRE', messages, seconds * 2)
end
