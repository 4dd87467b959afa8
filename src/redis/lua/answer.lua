-- Keeps an answer if its question still stands, and ends the claim in any case.
-- KEYS 1 user  2 conv  3 log  4 turns  5 convs  6 messages  7 claims  8.. messages of the answer
-- ARGV 1 epoch, or '' if any will do  2 channel id  3 question id  4 answer as JSON, without its scope
--      5 owner of the messages as JSON  6 claim field  7 log limit  8 seconds to live  9.. ids of the messages
-- Returns 1 when kept; 0 if everything was forgotten, or the question or one of the messages was deleted meanwhile.
-- include turns.lua
redis.call('HDEL', KEYS[7], ARGV[6])
if ARGV[1] ~= '' and redis.call('HGET', KEYS[1], 'epoch') ~= ARGV[1] then return 0 end
for i = 8, #KEYS do
  if redis.call('GET', KEYS[i]) == '' then return 0 end
end
local question = decode(redis.call('HGET', KEYS[3], 'q:' .. ARGV[3]))
if not question or type(question.scope) ~= 'string' then return 0 end

-- An answer is told to whoever may hear its question. Put in as text: cjson would write an empty list as {}.
local answer = '{"scope":' .. cjson.encode(question.scope) .. ',' .. string.sub(ARGV[4], 2)
redis.call('HSET', KEYS[3], 'a:' .. ARGV[3], answer)
redis.call('ZADD', KEYS[4], 0, member('a', ARGV[3]))
redis.call('HINCRBY', KEYS[1], 'version', 1)
for i = 8, #KEYS do lead(KEYS[i], KEYS[6], ARGV[i + 1], ARGV[5], ARGV[8]) end
trim(KEYS[2], KEYS[3], KEYS[4], tonumber(ARGV[7]))
touch(KEYS[2], KEYS[3], KEYS[4], KEYS[5], ARGV[2], ARGV[8])
return 1
