-- Puts a conversation back as it was, after restore-messages.lua: all of it at once, so that nothing is ever half there.
-- KEYS 1 user  2 conv  3 log  4 turns  5 convs  6 pending  7 guilds  8 guild, if in one
-- ARGV 1 user id  2 channel id  3 epoch as it was, or ''  4 version as it was, or ''  5 epoch, if the user has none
--      6 guild id or ''  7 when it was last used, in ms  8 seconds to live  9 how many fields conv has
--      10 the turns as members of their order, one after the other: see turns.lua
--      11.. field and value of each, then name and JSON of each turn
-- Returns 'kept'; 'exists' if the conversation does; 'moved' under another epoch; 'again' if anything changed since
-- restore-messages.lua looked: a message of it may have been deleted.
-- include turns.lua
local record = redis.call('HMGET', KEYS[1], 'epoch', 'version')
if (record[1] or '') ~= ARGV[3] then return 'moved' end
if redis.call('EXISTS', KEYS[2], KEYS[3]) > 0 then return 'exists' end
if (record[2] or '') ~= ARGV[4] then return 'again' end

local FIRST, MEMBER = 11, 21
local fields_end = FIRST + ARGV[9] * 2
local function put(key, first, last)
  for i = first, last, 1000 do redis.call('HSET', key, unpack(ARGV, i, math.min(i + 999, last))) end
end
put(KEYS[2], FIRST, fields_end - 1)
put(KEYS[3], fields_end, #ARGV)
local places = {}
for i = 1, #ARGV[10], MEMBER do places[#places + 1], places[#places + 2] = '0', string.sub(ARGV[10], i, i + MEMBER - 1) end
for i = 1, #places, 1000 do redis.call('ZADD', KEYS[4], unpack(places, i, math.min(i + 999, #places))) end

-- As everything of a conversation it goes so long after its last use, and the list of them knows it as long; but it has
-- half of that time at least.
local seconds, at = tonumber(ARGV[8]), now()
local used = math.min(at, math.max(tonumber(ARGV[7]), at - seconds * 500))
local left = math.max(1, math.ceil(seconds - (at - used) / 1000))
for i = 2, 4 do redis.call('EXPIRE', KEYS[i], left) end
redis.call('ZADD', KEYS[5], string.format('%.0f', used), ARGV[2])
redis.call('EXPIRE', KEYS[5], seconds)

redis.call('HSETNX', KEYS[1], 'epoch', ARGV[5])
redis.call('PERSIST', KEYS[1]) -- after everything was forgotten it stays for a day
count(KEYS[1], 'version', 1)
if KEYS[8] then
  redis.call('SADD', KEYS[7], ARGV[6])
  redis.call('SADD', KEYS[8], ARGV[1])
end
local learned = redis.call('HGET', KEYS[2], 'learnedTo')
if #redis.call('ZRANGEBYLEX', KEYS[4], after(learned), '+', 'LIMIT', 0, 1) > 0 then
  redis.call('ZADD', KEYS[6], 'LT', string.format('%.0f', at), ARGV[1])
end
return 'kept'
