-- A conversation as the learner finds it, and all that is known of its user.
-- KEYS 1 user  2 conv  3 log  4 turns  5 relearn  6 facts  7 entities  8 and 9 prefixes, to which an id is added: fact, entity
--      10 claims
-- ARGV 1 turns before each cursor at most  2 turns after it, and ones to learn anew before it, at most
--      3 the version of what is known that the process has  4 what the claims of the conversation begin with
-- Returns { epoch, { conv's fields and values }, { turns to learn anew }, { turn, JSON… in their order }, what is known: see
-- known.lua, the turn after which some are missing, or '', { questions that are being answered },
-- the user's time zone, or '' }; false if the conversation
-- is gone, or the user has paused their memory.
-- include turns.lua
-- include known.lua
local fields = redis.call('HGETALL', KEYS[2])
if #fields == 0 or redis.call('HGET', KEYS[1], 'paused') == '1' then return false end
local cursors = redis.call('HMGET', KEYS[2], 'learnedTo', 'summarizedTo')

local names, is_listed = {}, {}
local function list(some)
  for _, name in ipairs(some) do
    if not is_listed[name] then names[#names + 1], is_listed[name] = name, true end
  end
end

-- From each cursor, as the one may be far behind. Returns how far it came.
local function list_from(cursor)
  if cursor then list(redis.call('ZREVRANGEBYLEX', KEYS[4], '[' .. place(cursor), '-', 'LIMIT', 0, ARGV[1])) end
  local found = redis.call('ZRANGEBYLEX', KEYS[4], after(cursor), '+', 'LIMIT', 0, ARGV[2])
  list(found)
  return found[#found] or (cursor and place(cursor))
end

local ends = { list_from(cursors[1] or nil), list_from(cursors[2] or nil) }

-- Where turns are missing between the two: the last one before them.
local function gap_after()
  local last = ends[1] and ends[2] and (ends[1] < ends[2] and ends[1] or ends[2])
  local next_one = last and redis.call('ZRANGEBYLEX', KEYS[4], '(' .. last, '+', 'LIMIT', 0, 1)[1]
  return next_one and not is_listed[next_one] and ends[1] ~= ends[2] and turn_of(last) or ''
end
local gap = gap_after()

-- Those that have left the log are no longer there to be learned.
local anew = {}
for _, turn in ipairs(redis.call('SMEMBERS', KEYS[5])) do
  if redis.call('HEXISTS', KEYS[3], turn) == 1 then anew[#anew + 1] = place(turn) end
end
table.sort(anew)
anew = { unpack(anew, 1, math.min(#anew, tonumber(ARGV[2]))) }
list(anew)
table.sort(names)

local turns, awaited = {}, {}
if #names > 0 then
  local asked = turns_of(names)
  for i, json in ipairs(redis.call('HMGET', KEYS[3], unpack(asked))) do
    local turn = asked[i]
    turns[#turns + 1], turns[#turns + 2] = turn, json or ''
    local question = string.match(turn, '^q:(.*)$')
    if question and asked[i + 1] ~= 'a:' .. question and redis.call('HEXISTS', KEYS[10], ARGV[4] .. question) == 1 then
      awaited[#awaited + 1] = turn
    end
  end
end

return {
  redis.call('HGET', KEYS[1], 'epoch') or '', fields, turns_of(anew), turns,
  known(KEYS[1], KEYS[6], KEYS[7], KEYS[8], KEYS[9], ARGV[3]), gap, awaited,
  redis.call('HGET', KEYS[1], 'timeZone') or '',
}
