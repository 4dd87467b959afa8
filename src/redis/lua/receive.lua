-- Keeps a question, which claims it, and looks at what was said before.
-- KEYS 1 user  2 conv  3 log  4 turns  5 convs  6 messages  7 message of the question  8 claims  9 guild, if in one
-- ARGV 1 user id  2 channel id  3 question id  4 question as JSON  5 owner of the message as JSON  6 scope
--      7 guild id or ''  8 claim field  9 process  10 epoch, if the user has none  11 scopes heard (JSON list, or *)
--      12 window size  13 cutoff id: older turns are too old to be kept  14 log limit  15 seconds to live
-- Returns { epoch, turn id, JSON, turn id, JSON… } with the newest turn first;
-- false if it was kept before, is claimed, or its message was deleted meanwhile.
-- include turns.lua
if redis.call('GET', KEYS[7]) == '' then return false end
if redis.call('HEXISTS', KEYS[8], ARGV[8]) == 1 then return false end
if redis.call('HSETNX', KEYS[3], 'q:' .. ARGV[3], ARGV[4]) == 0 then return false end
redis.call('ZADD', KEYS[4], 0, member('q', ARGV[3]))
redis.call('HSET', KEYS[8], ARGV[8], stamp(ARGV[9]))
redis.call('HSETNX', KEYS[1], 'epoch', ARGV[10])
redis.call('HINCRBY', KEYS[1], 'version', 1)
redis.call('HSET', KEYS[2], 'scope', ARGV[6], 'guild', ARGV[7])
if KEYS[9] then redis.call('SADD', KEYS[9], ARGV[1]) end
lead(KEYS[7], KEYS[6], ARGV[3], ARGV[5], ARGV[15])

expire(KEYS[3], KEYS[4], ARGV[13])
trim(KEYS[2], KEYS[3], KEYS[4], tonumber(ARGV[14]))
touch(KEYS[2], KEYS[3], KEYS[4], KEYS[5], ARGV[2], ARGV[15])
local epoch = redis.call('HGET', KEYS[1], 'epoch')
return { epoch, unpack(window(KEYS[3], KEYS[4], ARGV[3], ARGV[13], tonumber(ARGV[12]), ARGV[11])) }
