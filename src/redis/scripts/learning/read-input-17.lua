-- Reads a conversation as the learner needs it, and all that is known of its user.
-- KEYS 1-17 see conversation-keys.lua
-- ARGV 1-3 see conversation-keys.lua  4 turns before each cursor at most
--      5 turns after each cursor, and turns to learn again before it, at most
--      6 the version of the knowledge that the process has  7 prefix of the claims of the conversation
-- Returns { epoch, { conv's fields and values }, { turns to learn again }, { turn, JSON… in their order }, knowledge: see
-- knowledge.lua, the turn after which some are missing, or '', { questions that are being answered }, the user's time zone and
-- language, or '' }; false if the conversation is gone, or the user has paused their memory.
-- include conversation-keys.lua
-- include log.lua
-- include knowledge.lua
local context_turns, max_turns = tonumber(ARGV[4]), tonumber(ARGV[5])
local fields = redis.call('HGETALL', k.conv)
local record = redis.call('HMGET', k.user, 'epoch', 'paused', 'timeZone', 'locale')
if #fields == 0 or record[2] == '1' then return false end
local cursors = redis.call('HMGET', k.conv, 'learnedTo', 'summarizedTo')

local names, is_listed = {}, {}
local function list(some)
  for _, name in ipairs(some) do
    if not is_listed[name] then names[#names + 1], is_listed[name] = name, true end
  end
end

-- Lists the turns around a cursor; around each, as one can be far behind. Returns how far it came.
local function list_from(cursor)
  if cursor then list(redis.call('ZREVRANGEBYLEX', k.order, '[' .. place(cursor), '-', 'LIMIT', 0, context_turns)) end
  local found = redis.call('ZRANGEBYLEX', k.order, after(cursor), '+', 'LIMIT', 0, max_turns)
  list(found)
  return found[#found] or (cursor and place(cursor))
end

local ends = { list_from(cursors[1] or nil), list_from(cursors[2] or nil) }

-- The last turn before the gap, if turns are missing between the two cursors.
local function gap_after()
  local last = ends[1] and ends[2] and (ends[1] < ends[2] and ends[1] or ends[2])
  local next_one = last and redis.call('ZRANGEBYLEX', k.order, '(' .. last, '+', 'LIMIT', 0, 1)[1]
  return next_one and not is_listed[next_one] and ends[1] ~= ends[2] and turn_of(last) or ''
end
local gap = gap_after()

-- Turns that have left the log cannot be learned again.
local again = {}
for _, turn in ipairs(redis.call('SMEMBERS', k.relearn)) do
  if redis.call('HEXISTS', k.log, turn) == 1 then again[#again + 1] = place(turn) end
end
table.sort(again)
again = { unpack(again, 1, math.min(#again, max_turns)) }
list(again)
table.sort(names)

local turns, awaited = {}, {}
if #names > 0 then
  local asked = turns_of(names)
  for i, json in ipairs(redis.call('HMGET', k.log, unpack(asked))) do
    local turn = asked[i]
    turns[#turns + 1], turns[#turns + 2] = turn, json or ''
    local question = string.match(turn, '^q:(.*)$')
    if question and asked[i + 1] ~= 'a:' .. question and redis.call('HEXISTS', k.claims, ARGV[7] .. question) == 1 then
      awaited[#awaited + 1] = turn
    end
  end
end

return { record[1] or '', fields, turns_of(again), turns, read_knowledge(ARGV[6]), gap, awaited, record[3] or '', record[4] or '' }
