-- Keeps a question, which claims it, and looks at what a reply may draw on.
-- KEYS 1-8 as snapshot.lua says  9 convs  10 pending  11 messages  12 message of the question  13 claims
--      14 relearn  15 guild, if in one
-- ARGV 1-5 as snapshot.lua says; turns older than the cutoff id are too old to be kept
--      6-10 as pending.lua says: user id, channel id…
--      11 question as JSON  12 owner of the message as JSON  13 scope  14 guild id or ''  15 claim field  16 process
--      17 epoch, if the user has none  18 log limit  19 seconds to live
-- Returns as snapshot.lua says; false if it was kept before, is claimed, or its message was deleted meanwhile.
-- include snapshot.lua
-- include pending.lua
if redis.call('EXISTS', KEYS[12]) == 1 then return false end
if redis.call('HEXISTS', KEYS[13], ARGV[15]) == 1 then return false end
if redis.call('HSETNX', KEYS[3], 'q:' .. ARGV[1], ARGV[11]) == 0 then return false end
redis.call('ZADD', KEYS[4], 0, member('q', ARGV[1]))
redis.call('HSET', KEYS[13], ARGV[15], stamp(ARGV[16]))
redis.call('HSETNX', KEYS[1], 'epoch', ARGV[17])
count(KEYS[1], 'version', 1)
redis.call('HSET', KEYS[2], 'scope', ARGV[13], 'guild', ARGV[14])
if KEYS[15] then redis.call('SADD', KEYS[15], ARGV[6]) end
relearn_if_passed(KEYS[14], KEYS[2], 'q:' .. ARGV[1], ARGV[19]) -- it comes late
lead(KEYS[12], KEYS[11], ARGV[1], ARGV[12], ARGV[19])

expire(KEYS[3], KEYS[4], ARGV[4])
trim(KEYS[2], KEYS[3], KEYS[4], tonumber(ARGV[18]))
await_lesson(KEYS[10], KEYS[2], KEYS[4], KEYS[9], { unpack(ARGV, 6, 10) })
touch(KEYS[2], KEYS[3], KEYS[4], KEYS[9], ARGV[7], ARGV[19])
return snapshot(KEYS, ARGV)
