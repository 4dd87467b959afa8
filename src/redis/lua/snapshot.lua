-- Shared by the scripts that look at what a reply may draw on.
-- include turns.lua

-- heard: `*` for every scope, or a JSON list of them. Returns whether something said under a scope may be told.
local function hearing(heard)
  if heard == '*' then return function() return true end end
  local scopes = {}
  for _, scope in ipairs(cjson.decode(heard)) do scopes[scope] = true end
  return function(scope) return scopes[scope] == true end
end

-- Whether a turn or a segment may certainly not be told, by a look at its JSON: decoding takes ten times as long.
-- Within a text the quotes would be escaped.
local function is_secret(json, hears)
  local _, at = string.find(json, '"scope":"', 1, true)
  return at and not hears(string.match(json, '^[^"]*', at + 1))
end

-- The newest turns before a question, n at most, that no segment covers, that are not older than the cutoff id, and that
-- may be heard: turn id, JSON, turn id, JSON… with the newest first.
-- What can't be read comes along, to be reported, and takes nobody's place.
local function window(log, order, before, summarized, cutoff, n, hears)
  local oldest = '[' .. member('q', cutoff)
  if summarized and place(summarized) >= member('q', cutoff) then oldest = after(summarized) end
  local found, wanted, from, step = {}, n, 0, n
  -- Reading 2,000 turns that may not be heard takes some ms: no further back, then.
  while wanted > 0 and from < 2000 do
    local names = redis.call('ZREVRANGEBYLEX', order, '(' .. member('q', before), oldest, 'LIMIT', from, step)
    if #names == 0 then break end
    local turns = turns_of(names)
    local values = redis.call('HMGET', log, unpack(turns))
    for i, turn in ipairs(turns) do
      if values[i] and is_secret(values[i], hears) then values[i] = false end
      local value = values[i] and decode(values[i])
      if value and (value.isStale or value.isBack) then values[i] = false
      elseif value and wanted > 0 and hears(value.scope) then wanted = wanted - 1
      elseif value then values[i] = false end
      if values[i] then found[#found + 1], found[#found + 2] = turn, values[i] end
    end
    -- Some could not be heard: further back then.
    from, step = from + step, 100
  end
  return found
end

-- The segments that may be heard: field, JSON, field, JSON… What can't be read comes along, to be reported; snapshot.ts
-- looks again at what it reads.
local function summary(conv, hears)
  local found = {}
  -- By their names: which turns they cover stands beside them, and can be thousands.
  for _, field in ipairs(redis.call('HKEYS', conv)) do
    local json = string.sub(field, 1, 8) == 'segment:' and redis.call('HGET', conv, field)
    if json and not is_secret(json, hears) then found[#found + 1], found[#found + 2] = field, json end
  end
  return found
end

-- include known.lua

-- What an answer rests on: the epoch, and how often something was forgotten in it.
local function ground_of(user)
  local record = redis.call('HMGET', user, 'epoch', 'forgotten')
  return (record[1] or '') .. ':' .. (record[2] or '0')
end

-- All that a reply to a question may draw on.
-- keys 1 user  2 conv  3 log  4 turns  5 facts  6 entities  7 what the keys of facts begin with  8 those of entities
-- args 1 question id  2 scopes heard (JSON list, or *)  3 window size  4 cutoff id: older turns are not looked at
--      5 the version of what is known that the process has
-- keeping  whether the question is kept; if not, why
-- Returns { epoch, turns, segments, what is known, { time zone, paused, locale, seen: '' what is not set }, keeping, ground }.
local function snapshot(keys, args, keeping)
  local hears = hearing(args[2])
  local settings = redis.call('HMGET', keys[1], 'timeZone', 'paused', 'locale', 'seen')
  local cursor = redis.call('HGET', keys[2], 'summarizedTo')
  return {
    redis.call('HGET', keys[1], 'epoch') or '',
    window(keys[3], keys[4], args[1], cursor, args[4], tonumber(args[3]), hears),
    summary(keys[2], hears),
    known(keys[1], keys[5], keys[6], keys[7], keys[8], args[5]),
    { settings[1] or '', settings[2] or '', settings[3] or '', settings[4] or '' },
    keeping,
    ground_of(keys[1]),
  }
end
