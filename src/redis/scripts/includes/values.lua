-- Values as the scripts read and write them.

-- The time of Redis' own clock, in ms since 1970.
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- A whole number as text: Lua would write a large one as 1.7e+12.
local function digits(number)
  return string.format('%.0f', number)
end

-- The object a JSON text stands for; nil if it stands for none, or there is no text.
local function decode(json)
  local ok, value = pcall(cjson.decode, json)
  if json and ok and type(value) == 'table' then return value end
  return nil
end

-- The JSON text of a value; nil if it has none: 1e999 can be read, but not written.
local function encode(value)
  local ok, json = pcall(cjson.encode, value)
  return ok and json or nil
end

-- The strings of a list that was read from JSON; anything else in it is skipped.
local function strings_of(list)
  local strings = {}
  for _, text in ipairs(type(list) == 'table' and list or {}) do
    if type(text) == 'string' then strings[#strings + 1] = text end
  end
  return strings
end

-- Calls `use` with slices of a list, as one command takes a limited number of arguments.
local function in_slices(list, use)
  for i = 1, #list, 1000 do use({ unpack(list, i, math.min(i + 999, #list)) }) end
end

-- Adds to a number in a hash. Where no number stands any more it starts again at the time in ms, which is beyond every
-- value it can have had: Redis does not undo what a script did before an error, so the script must not fail here.
local function count(key, field, by)
  local n = redis.pcall('HINCRBY', key, field, by)
  if type(n) == 'number' then return n end
  n = now()
  redis.call('HSET', key, field, digits(n))
  return n
end
