-- Stores an answer with its trace, if its question is still there and nothing was forgotten since its snapshot was taken,
-- and ends the claims, unless another process has them: that one writes over the answer, and whoever comes after it does. Where the
-- question is gone they stay: others that it answers as well may be there still. Which messages show it is recorded in the owner of the
-- question even if the answer is not kept: ids alone.
-- KEYS 1-17 see conversation-keys.lua  18-20 see traces.lua
-- ARGV 1-3 see conversation-keys.lua  4-6 see schedule_learning
--      7 the token of its snapshot, or '' if it was made of the question alone  8 question id
--      9 answer as JSON, without its scope  10 claim field  11 process  12 log limit  13 trace as text, or ''
--      14 seconds for which a question that was not kept is remembered
--      15 how many earlier questions it answers as well  16.. for each of them its claim field and its id
--      then the ids of the messages that show it
-- Returns 'kept'; 'gone' if everything was forgotten, or the question or one of the earlier ones was deleted or forgotten meanwhile; 'removed' if one of
-- the messages was; 'unkept' if something else was forgotten, or nothing may be kept now; 'lost' if the question was here when its
-- snapshot was taken and is no more, though nobody took it away: a server that crashes loses what it had not written to its disk.
-- include claims.lua
-- include change-log.lua
-- include message-links.lua
-- include retention.lua
-- include traces.lua
local token, id = ARGV[7], ARGV[8]
local after_companions = 16 + 2 * tonumber(ARGV[15])
local messages = { unpack(ARGV, after_companions) }
local owner_key = k.message_prefix .. id
k.traces, k.former_traces, k.former_trace_prefix = KEYS[18], KEYS[19], KEYS[20]
local is_lost = token ~= '' and not redis.call('GET', owner_key)
local record = redis.call('HMGET', k.user, 'epoch', 'forgotten')
local epoch, forgotten = string.match(token, '^([^:]*):?(.*)$')
local question = decode(redis.call('HGET', k.log, 'q:' .. id))

local function how_missing()
  if is_lost and not record[1] then return 'lost' end
  if token ~= '' and record[1] ~= epoch then return 'gone' end
  -- What it repeats of an earlier question is not to stay.
  for i = 17, after_companions - 1, 2 do
    local owner = owner_of(ARGV[i])
    if owner and owner.isForgotten or redis.call('GET', k.message_prefix .. ARGV[i]) == '' then return 'gone' end
  end
  for _, message in ipairs(messages) do
    if redis.call('GET', k.message_prefix .. message) == '' then return 'removed' end
  end
  if not question or type(question.scope) ~= 'string' then return is_lost and 'lost' or 'gone' end
end

local missing = how_missing()
if missing == 'gone' then return missing end
end_claim(k.claims, ARGV[10], ARGV[11])
end_unkept(k.user, owner_key, ARGV[14])
local questions = { id }
for i = 16, after_companions - 1, 2 do
  end_claim(k.claims, ARGV[i], ARGV[11])
  end_unkept(k.user, k.message_prefix .. ARGV[i + 1], ARGV[14])
  questions[#questions + 1] = ARGV[i + 1]
end
if missing then return missing end
redis.call('HSET', k.user, 'seen', '1')

-- What is answered with it now is told below.
part_companions(id, decode(redis.call('HGET', k.log, 'a:' .. id)))

-- The deletion of a question must find the messages, also when the turn has left the log.
for _, question_id in ipairs(questions) do
  local owner = owner_of(question_id)
  if owner then
    owner.answers = messages
    rewrite_owner(question_id, owner)
  end
end

local may_repeat_forgotten = token ~= '' and (record[2] or '0') ~= forgotten
if may_repeat_forgotten or why_unkept(redis.call('HGET', k.conv, 'guild') or '') then return 'unkept' end

-- An answer is visible to whoever may see its question. Written as text: cjson would write an empty list as {}.
-- One to words that were edited meanwhile is made anew by whoever answers the edit.
local fields, companions, is_stale = { '"scope":' .. cjson.encode(question.scope) }, { unpack(questions, 2) }, question.hasNewWords
for _, companion in ipairs(companions) do
  is_stale = is_stale or (decode(redis.call('HGET', k.log, 'q:' .. companion)) or {}).hasNewWords
end
if #companions > 0 then fields[#fields + 1] = '"with":' .. cjson.encode(companions) end
local answer = '{' .. table.concat(fields, ',') .. ',' .. string.sub(ARGV[9], 2)
redis.call('HSET', k.log, 'a:' .. id, answer)
if is_stale then outdate('a:' .. id) end
redis.call('ZADD', k.order, 0, member('a', id))
count(k.user, 'version', 1)
for _, message in ipairs(messages) do record_owner(message, id) end

-- The trace of an earlier answer to the question explains nothing any more.
delete_trace(id)
if ARGV[13] ~= '' then keep_trace(id, ARGV[13]) end
trim(tonumber(ARGV[12]))
schedule_learning({ unpack(ARGV, 4, 6) })
touch()
return 'kept'
