-- What stands under `message:<id>`, see records/message-record.ts: user, channel, question, scope and answers with a space between, behind a
-- `!` if the turn was forgotten. An id as long as the message's is told by its last digits, from the first on that is another; each
-- other one is whole, behind a `+`. Until schema version 5 it was JSON.
-- include values.lua

local function id_ending(message, id)
  if #id ~= #message then return '+' .. id end
  local from = 1
  while from <= #id and string.byte(id, from) == string.byte(message, from) do from = from + 1 end
  return string.sub(id, from)
end

local function id_of_ending(message, ending)
  if string.sub(ending, 1, 1) == '+' then return string.sub(ending, 2) end
  return string.sub(message, 1, -#ending - 1) .. ending
end

-- Reads a record as { user, channel, id, scope, answers, isForgotten }; nil if there is none, or it is a mark, or can't be read.
local function parse_record(message, text)
  if not text then return nil end
  local mark, user, channel, question, scope, answers = string.match(text, '^(!?)(%d+) (%d+) (%+?%d*) (%S*) ([%+%d,]*)$')
  if not mark then return decode(text) end
  local record = { user = user, channel = channel, id = id_of_ending(message, question), answers = {} }
  if scope ~= '' then record.scope = scope end
  record.isForgotten = mark == '!' or nil
  for answer in string.gmatch(answers, '[^,]+') do record.answers[#record.answers + 1] = id_of_ending(message, answer) end
  return record
end

-- A record as text; nil if it tells no user, channel or question, as it was JSON that somebody else wrote.
local function record_text(message, record)
  local function is_id(id) return type(id) == 'string' and string.match(id, '^%d+$') ~= nil end
  if not (is_id(record.user) and is_id(record.channel) and is_id(record.id)) then return nil end
  local answers = {}
  for _, answer in ipairs(strings_of(record.answers)) do
    if is_id(answer) then answers[#answers + 1] = id_ending(message, answer) end
  end
  local scope = type(record.scope) == 'string' and not string.find(record.scope, '%s') and record.scope or ''
  local parts = { record.user, record.channel, id_ending(message, record.id), scope, table.concat(answers, ',') }
  return (record.isForgotten and '!' or '') .. table.concat(parts, ' ')
end
