-- Restores a conversation as it was, after find-message-owners-11.lua: all of it at once, so that it is never half there.
-- KEYS 1-17 see conversation-keys.lua  18 guilds  19 prefix of guilds
-- ARGV 1-3 see conversation-keys.lua  4 epoch as it was, or ''  5 version as it was, or ''  6 epoch, if the user has none
--      7 guild id or ''  8 when it was last used, in ms  9 how many fields conv has
--      10 the turns as members of their order, one after the other: see log.lua
--      11.. field and value of each, then name and JSON of each turn
-- Returns 'kept'; 'exists' if the conversation does; 'moved' under another epoch; 'again' if anything changed since
-- find-message-owners-11.lua looked: a message of it may have been deleted.
-- include conversation-keys.lua
-- include log.lua
-- include user-record.lua
local guild, members = ARGV[7], ARGV[10]
local record = redis.call('HMGET', k.user, 'epoch', 'version')
if (record[1] or '') ~= ARGV[4] then return 'moved' end
if redis.call('EXISTS', k.conv, k.log) > 0 then return 'exists' end
if (record[2] or '') ~= ARGV[5] then return 'again' end

local FIRST, MEMBER_LENGTH = 11, 21
local turns_begin = FIRST + ARGV[9] * 2
local function write(key, first, last)
  for i = first, last, 1000 do redis.call('HSET', key, unpack(ARGV, i, math.min(i + 999, last))) end
end
write(k.conv, FIRST, turns_begin - 1)
write(k.log, turns_begin, #ARGV)
local order = {}
for i = 1, #members, MEMBER_LENGTH do
  order[#order + 1], order[#order + 2] = '0', string.sub(members, i, i + MEMBER_LENGTH - 1)
end
in_slices(order, function(some) redis.call('ZADD', k.order, unpack(some)) end)

-- Everything of a conversation expires at the same time after its last use; a restored one has half of that time at least.
local at = now()
local used = math.min(at, math.max(tonumber(ARGV[8]), at - seconds * 500))
local left = math.max(1, math.ceil(seconds - (at - used) / 1000))
for _, key in ipairs({ k.conv, k.log, k.order }) do redis.call('EXPIRE', key, left) end
redis.call('ZADD', k.convs, digits(used), channel)
redis.call('EXPIRE', k.convs, seconds)

keep_record(k.user, ARGV[6])
count(k.user, 'version', 1)
if guild ~= '' then
  redis.call('SADD', KEYS[18], guild)
  redis.call('SADD', KEYS[19] .. guild, user_id)
end
local learned = redis.call('HGET', k.conv, 'learnedTo')
if #redis.call('ZRANGEBYLEX', k.order, after(learned), '+', 'LIMIT', 0, 1) > 0 then
  redis.call('ZADD', k.pending, 'LT', digits(at), user_id)
end
return 'kept'
