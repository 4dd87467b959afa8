-- Keeps an answer with what went into it, if its question still stands and nothing was forgotten since it was begun, and ends
-- the claim in any case. Which messages show it is noted where it is not kept as well: ids alone.
-- KEYS 1 user  2 conv  3 log  4 turns  5 convs  6 pending  7 messages  8 claims  9 trace  10 traces
--      11 message of the question  12 servers in which nothing is kept  13.. messages of the answer
-- ARGV 1 what it rests on, as snapshot.lua gives it, or '' for the question alone
--      2-6 as pending.lua says: user id, channel id…  7 question id
--      8 answer as JSON, without its scope  9 owner of the messages as JSON  10 claim field  11 log limit
--      12 seconds to live  13 what went into it as JSON, or ''
--      14 seconds for which a question that was not kept is remembered  15.. ids of the messages
-- Returns 'kept'; 'gone' if everything was forgotten, or the question or one of the messages was deleted or forgotten
-- meanwhile; 'unkept' if something else was, or nothing may be kept now.
-- include turns.lua
-- include pending.lua
-- include keeping.lua
redis.call('HDEL', KEYS[8], ARGV[10])
end_unkept(KEYS[11], ARGV[14])
local record = redis.call('HMGET', KEYS[1], 'epoch', 'forgotten')
local epoch, forgotten = string.match(ARGV[1], '^([^:]*):?(.*)$')
if ARGV[1] ~= '' and record[1] ~= epoch then return 'gone' end
for i = 13, #KEYS do
  if redis.call('GET', KEYS[i]) == '' then return 'gone' end
end
local id, seconds = ARGV[7], ARGV[12]
local question = decode(redis.call('HGET', KEYS[3], 'q:' .. id))
if not question or type(question.scope) ~= 'string' then return 'gone' end
redis.call('HSET', KEYS[1], 'seen', '1')

-- So that the deletion of the question finds them, also when the turn has left the log.
local owner = decode(redis.call('GET', KEYS[11]))
if owner then
  owner.answers = #ARGV > 14 and { unpack(ARGV, 15) } or nil
  local json = encode(owner)
  if json then redis.call('SET', KEYS[11], json, 'KEEPTTL') end
end

local may_tell_forgotten = ARGV[1] ~= '' and (record[2] or '0') ~= forgotten
local guild = redis.call('HGET', KEYS[2], 'guild') or ''
if may_tell_forgotten or why_unkept(KEYS[1], ARGV[3], KEYS[12], guild) then return 'unkept' end

-- An answer is told to whoever may hear its question. Put in as text: cjson would write an empty list as {}.
local answer = '{"scope":' .. cjson.encode(question.scope) .. ',' .. string.sub(ARGV[8], 2)
redis.call('HSET', KEYS[3], 'a:' .. id, answer)
redis.call('ZADD', KEYS[4], 0, member('a', id))
count(KEYS[1], 'version', 1)
for i = 13, #KEYS do lead(KEYS[i], KEYS[7], ARGV[i + 2], ARGV[9], seconds) end

-- What went into an earlier answer to it explains nothing any more.
redis.call('DEL', KEYS[9])
redis.call('ZREM', KEYS[10], id)
if ARGV[13] ~= '' then
  local at = now()
  redis.call('SET', KEYS[9], ARGV[13], 'EX', seconds)
  redis.call('ZADD', KEYS[10], at, id)
  redis.call('ZREMRANGEBYSCORE', KEYS[10], '-inf', at - seconds * 1000)
  redis.call('EXPIRE', KEYS[10], seconds)
end
trim(KEYS[2], KEYS[3], KEYS[4], tonumber(ARGV[11]))
await_lesson(KEYS[6], KEYS[2], KEYS[4], KEYS[5], { unpack(ARGV, 2, 6) })
touch(KEYS[2], KEYS[3], KEYS[4], KEYS[5], ARGV[3], seconds)
return 'kept'
