-- Takes turns and segments of a conversation away: a question with its answer, and what was made of them besides facts.
-- KEYS 1 user  2 conv  3 log  4 turns  5 relearn  6 sources  7 unembedded  8 messages  9 claims  10 traces  11 aside
--      12-15 prefixes, to which an id is added: fact, message, trace, log
-- ARGV 1 user id  2 what the claims of the conversation begin with  3 seconds to live
--      4 seconds for which it is remembered that a message is forgotten  5 { turns: names, segments: ids } as JSON
-- Returns how many there were: { turns, segments, traces }.
-- include turns.lua
-- include rests.lua
-- include reach.lua
-- include forgetting.lua
local conv, log, order = KEYS[2], KEYS[3], KEYS[4]
local u = {
  user = KEYS[1], user_id = ARGV[1], sources = KEYS[6], unembedded = KEYS[7], messages = KEYS[8],
  fact_prefix = KEYS[12], message_prefix = KEYS[13], log_prefix = KEYS[15],
  seconds = ARGV[3] * 2, deleted = ARGV[4],
}
local wanted = cjson.decode(ARGV[5])
local segments, traces, is_known_changed = 0, 0, false

local goes, names = {}, {}
local function go(turn)
  if not goes[turn] then goes[turn], names[#names + 1] = true, place(turn) end
end
for _, turn in ipairs(wanted.turns) do
  go(turn)
  if string.sub(turn, 1, 2) == 'q:' then go('a:' .. string.sub(turn, 3)) end
end

-- The messages that show an answer, as its turn tells, or the owner of its question where the turn has left the log.
local function shown_by(question)
  local messages = messages_of(log, 'a:' .. question)
  if #messages > 0 then return messages end
  return texts_of((owner_of(u, question) or {}).answers)
end

local shown = {}
for turn in pairs(goes) do
  for _, message in ipairs(string.sub(turn, 1, 2) == 'a:' and shown_by(string.sub(turn, 3)) or {}) do
    if string.match(message, '^%d+$') then shown[#shown + 1] = message end
  end
end

local before = redis.call('HLEN', log)
drop(log, order, names)
local turns = before - redis.call('HLEN', log)

for turn in pairs(goes) do
  local id, is_question = string.sub(turn, 3), string.sub(turn, 1, 2) == 'q:'
  traces = traces + take_trace(KEYS[10], KEYS[14], id)
  if is_question then
    redis.call('SREM', KEYS[5], turn)
    redis.call('HDEL', KEYS[9], ARGV[2] .. id)
    redis.call('HDEL', KEYS[11], turn)
  end
  is_known_changed = take_words(u, id, is_question and 'na' or 'a') or is_known_changed
  if is_question then forget_owner(u, id) end
end
for _, message in ipairs(shown) do
  is_known_changed = take_words(u, message, 'm') or is_known_changed
  forget_owner(u, message)
end

local named = {}
for _, id in ipairs(wanted.segments) do named[id] = true end

-- One of which it can't be read what it covers goes with any turn.
local function covers_one(number)
  local covers = decode(redis.call('HGET', conv, 'covers:' .. number))
  if not covers then return #names > 0 end
  for _, turn in ipairs(covers) do
    if goes[turn] then return true end
  end
  return false
end

for _, field in ipairs(redis.call('HKEYS', conv)) do
  local number = string.match(field, '^segment:(.*)$')
  if number then
    local segment = decode(redis.call('HGET', conv, field)) or {}
    if named[segment.id] or covers_one(number) then
      redis.call('HDEL', conv, field, 'covers:' .. number, 'messages:' .. number)
      segments = segments + 1
    end
  end
end

note_change(u, is_known_changed)
return { turns, segments, traces }
