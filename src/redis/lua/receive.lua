-- Keeps a question, which claims it, and looks at what a reply may draw on. Where nothing may be kept it is claimed alone.
-- KEYS 1-8 as snapshot.lua says  9 convs  10 pending  11 messages  12 message of the question  13 claims
--      14 relearn  15 guilds  16 servers in which nothing is kept  17 guild, if in one
-- ARGV 1-5 as snapshot.lua says; turns older than the cutoff id are too old to be kept
--      6-10 as pending.lua says: user id, channel id…
--      11 question as JSON  12 owner of the message as JSON  13 scope  14 guild id or ''  15 claim field  16 process
--      17 epoch, if the user has none  18 log limit  19 seconds to live
--      20 seconds for which a claim without more is remembered
-- Returns as snapshot.lua says; false if it was kept before, is claimed, or its message was deleted meanwhile.
-- include snapshot.lua
-- include pending.lua
-- include keeping.lua
local mark, turn = redis.call('GET', KEYS[12]), 'q:' .. ARGV[1]
if mark and mark ~= UNKEPT then return false end
if redis.call('HEXISTS', KEYS[13], ARGV[15]) == 1 then return false end
if redis.call('HEXISTS', KEYS[3], turn) == 1 then return false end

-- What a process that died was answering without keeping it is not kept now: it was said to be forgotten.
local why = why_unkept(KEYS[1], ARGV[7], KEYS[16], ARGV[14]) or (mark and 'incognito')
prolong_incognito(KEYS[1], ARGV[7])
redis.call('HSET', KEYS[13], ARGV[15], stamp(ARGV[16]))
if why then
  redis.call('SET', KEYS[12], UNKEPT, 'EX', ARGV[20])
  return snapshot(KEYS, ARGV, why)
end

redis.call('HSET', KEYS[3], turn, ARGV[11])
redis.call('ZADD', KEYS[4], 0, member('q', ARGV[1]))
redis.call('HSETNX', KEYS[1], 'epoch', ARGV[17])
redis.call('PERSIST', KEYS[1]) -- after everything was forgotten it stays for a day
count(KEYS[1], 'version', 1)
redis.call('HSET', KEYS[2], 'scope', ARGV[13], 'guild', ARGV[14])
if KEYS[17] then
  redis.call('SADD', KEYS[17], ARGV[6])
  redis.call('SADD', KEYS[15], ARGV[14])
end
relearn_if_passed(KEYS[14], KEYS[2], turn, ARGV[19]) -- it comes late
lead(KEYS[12], KEYS[11], ARGV[1], ARGV[12], ARGV[19])

expire(KEYS[3], KEYS[4], ARGV[4])
trim(KEYS[2], KEYS[3], KEYS[4], tonumber(ARGV[18]))
await_lesson(KEYS[10], KEYS[2], KEYS[4], KEYS[9], { unpack(ARGV, 6, 10) })
touch(KEYS[2], KEYS[3], KEYS[4], KEYS[9], ARGV[7], ARGV[19])
return snapshot(KEYS, ARGV, 'kept')
