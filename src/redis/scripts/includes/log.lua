-- The log of a conversation: a hash, turn → JSON, and beside it a sorted set of the same turns in their order, so that no
-- script has to pass over 2,000 fields to find the last twenty. Snowflakes do not fit a Lua number, so the members are the
-- id padded to 20 digits, and 0 for the question or 1 for its answer.
-- include values.lua

local function member(kind, id)
  return string.rep('0', 20 - #id) .. id .. (kind == 'q' and '0' or '1')
end

-- The place of a turn `q:<id>` or `a:<id>` in the order of its log.
local function place(turn)
  return member(string.sub(turn, 1, 1), string.sub(turn, 3))
end

-- The start of the lexical range that a cursor has not passed.
local function after(cursor)
  return cursor and '(' .. place(cursor) or '-'
end

-- The turn of a member; '?' for a member that names none.
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

-- How many summaries a conversation has.
local function count_summaries(conv)
  local found = 0
  for _, field in ipairs(redis.call('HKEYS', conv)) do
    if string.sub(field, 1, 8) == 'segment:' then found = found + 1 end
  end
  return found
end
