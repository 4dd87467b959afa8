-- Keeps an answer with what went into it, if its question still stands, and ends the claim in any case.
-- KEYS 1 user  2 conv  3 log  4 turns  5 convs  6 pending  7 messages  8 claims  9 trace  10 traces
--      11.. messages of the answer
-- ARGV 1 epoch, or '' if any will do  2-6 as pending.lua says: user id, channel id…  7 question id
--      8 answer as JSON, without its scope  9 owner of the messages as JSON  10 claim field  11 log limit
--      12 seconds to live  13 what went into it as JSON, or ''  14.. ids of the messages
-- Returns 1 when kept; 0 if everything was forgotten, or the question or one of the messages was deleted meanwhile.
-- include turns.lua
-- include pending.lua
redis.call('HDEL', KEYS[8], ARGV[10])
if ARGV[1] ~= '' and redis.call('HGET', KEYS[1], 'epoch') ~= ARGV[1] then return 0 end
for i = 11, #KEYS do
  if redis.call('GET', KEYS[i]) == '' then return 0 end
end
local id, seconds = ARGV[7], ARGV[12]
local question = decode(redis.call('HGET', KEYS[3], 'q:' .. id))
if not question or type(question.scope) ~= 'string' then return 0 end

-- An answer is told to whoever may hear its question. Put in as text: cjson would write an empty list as {}.
local answer = '{"scope":' .. cjson.encode(question.scope) .. ',' .. string.sub(ARGV[8], 2)
redis.call('HSET', KEYS[3], 'a:' .. id, answer)
redis.call('ZADD', KEYS[4], 0, member('a', id))
count(KEYS[1], 'version', 1)
for i = 11, #KEYS do lead(KEYS[i], KEYS[7], ARGV[i + 3], ARGV[9], seconds) end

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
return 1
