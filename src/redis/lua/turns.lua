-- Shared by the scripts that read or change a log.
-- A log is a hash, turn id → JSON, and beside it a sorted set of the same turns in their order, so that no script has to
-- pass over 2,000 keys for the last twenty (that took 2 ms, this takes 0.1). Snowflakes do not fit a Lua number: the
-- members are the id filled up to 20 digits, and 0 for the question or 1 for its answer.

local function member(kind, id)
  return string.rep('0', 20 - #id) .. id .. (kind == 'q' and '0' or '1')
end

local function turn_of(name)
  local id, kind = string.match(name, '^0*(%d+)(%d)$')
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
  redis.call('HINCRBY', conv, 'dropped', excess)
end

-- The newest turns between the cutoff id and the question `before` whose scope may be heard, n at most.
-- heard: `*` for all, or a JSON list of scopes.
-- Returns turn id, JSON, turn id, JSON… with the newest first. What can't be read comes along, to be reported, and
-- takes nobody's place.
local function window(log, order, before, cutoff, n, heard)
  local hears = {}
  if heard ~= '*' then
    for _, scope in ipairs(cjson.decode(heard)) do hears[scope] = true end
  end
  local found, wanted, from, step = {}, n, 0, n
  -- Reading 2,000 turns that may not be heard takes 20 ms: no further back, then.
  while wanted > 0 and from < 2000 do
    local names = redis.call('ZREVRANGEBYLEX', order, '(' .. member('q', before), '[' .. member('q', cutoff), 'LIMIT', from, step)
    if #names == 0 then break end
    local turns = turns_of(names)
    local values = redis.call('HMGET', log, unpack(turns))
    for i, turn in ipairs(turns) do
      local value = decode(values[i])
      if value and value.isStale then values[i] = false
      elseif value and wanted > 0 and (heard == '*' or hears[value.scope]) then wanted = wanted - 1
      elseif value then values[i] = false end
      if values[i] then found[#found + 1], found[#found + 2] = turn, values[i] end
    end
    -- Some could not be heard: further back then.
    from, step = from + step, 100
  end
  return found
end

-- Writes a question's new words. Of the answer to the old ones it is kept only which messages show it.
-- Returns the question as JSON.
local function revise(user, log, id, question, answered, text, scope)
  if question.text ~= text then
    question.text = text
    question.rev = (tonumber(question.rev) or 0) + 1
    -- The narrower of the two: the channel may have become private, or public, since the question was asked.
    if string.sub(scope, 1, 8) == 'channel:' then question.scope = scope end
    redis.call('HSET', log, 'q:' .. id, cjson.encode(question))
    redis.call('HINCRBY', user, 'version', 1)
    if answered then
      answered.isStale, answered.text = true, ''
      redis.call('HSET', log, 'a:' .. id, cjson.encode(answered))
    end
  end
  return redis.call('HGET', log, 'q:' .. id)
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
