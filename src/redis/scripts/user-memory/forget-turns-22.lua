#!lua flags=allow-oom
-- Removes turns and summaries of a conversation: a question with its answer, and what was made of them besides facts.
-- KEYS 1-17 see conversation-keys.lua  18 prefix of logs  19-21 see traces.lua  22 turns that were set aside
-- ARGV 1-3 see conversation-keys.lua  4 seconds for which it is remembered that a message is forgotten
--      5 prefix of the claims of the conversation  6 { turns: names, segments: ids } as JSON
-- Returns how many there were: { turns, summaries, traces }.
-- include change-log.lua
-- include delete-summaries.lua
-- include forget.lua
-- include traces.lua
k.log_prefix, k.traces, k.former_traces, k.former_trace_prefix = unpack(KEYS, 18, 21)
local tombstone_seconds, plan = ARGV[4], cjson.decode(ARGV[6])
local traces, is_changed = 0, false

local is_planned, names = {}, {}
local function add(turn)
  if not is_planned[turn] then is_planned[turn], names[#names + 1] = true, place(turn) end
end
for _, turn in ipairs(plan.turns) do
  add(turn)
  if string.sub(turn, 1, 2) == 'q:' then
    local id = string.sub(turn, 3)
    add('a:' .. id)
    local later = answered_with(id)
    if later then add('a:' .. later) end
  end
end

-- The messages that show an answer, as its turn tells, or the owner of its question if the turn has left the log.
local function shown_by(question)
  local messages = messages_of('a:' .. question)
  if #messages > 0 then return messages end
  return strings_of((owner_of(question) or {}).answers)
end

local shown = {}
for turn in pairs(is_planned) do
  for _, message in ipairs(string.sub(turn, 1, 2) == 'a:' and shown_by(string.sub(turn, 3)) or {}) do
    if string.match(message, '^%d+$') then shown[#shown + 1] = message end
  end
end

local before = redis.call('HLEN', k.log)
drop(names)
local turns = before - redis.call('HLEN', k.log)

for turn in pairs(is_planned) do
  local id, is_question = string.sub(turn, 3), string.sub(turn, 1, 2) == 'q:'
  traces = traces + delete_trace(id)
  if is_question then
    redis.call('SREM', k.relearn, turn)
    redis.call('HDEL', k.claims, ARGV[5] .. id)
    redis.call('HDEL', KEYS[22], turn)
  end
  is_changed = delete_words(id, is_question and 'na' or 'a') or is_changed
  if is_question then forget_owner(id, tombstone_seconds) end
end
for _, message in ipairs(shown) do
  is_changed = delete_words(message, 'm') or is_changed
  forget_owner(message, tombstone_seconds)
end

local is_named = {}
for _, id in ipairs(plan.segments) do is_named[id] = true end

local summaries = delete_summaries(function(covered, json)
  if is_named[(decode(json) or {}).id] then return true end
  -- A summary whose turns cannot be read may cover any of them.
  if not covered then return #names > 0 end
  for _, turn in ipairs(covered) do
    if is_planned[turn] then return true end
  end
  return false
end)

note_change(is_changed)
return { turns, summaries, traces }
