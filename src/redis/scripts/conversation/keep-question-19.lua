-- Stores a question, which claims it, and reads what a reply may draw on. Where nothing may be kept it is only claimed.
-- KEYS 1-17 see conversation-keys.lua  18 guilds  19 prefix of guilds
-- ARGV 1-3 see conversation-keys.lua  4-8 see read_snapshot in snapshot.lua: question id…  9-11 see schedule_learning
--      12 question as JSON  13 scope  14 guild id or ''  15 claim field  16 process  17 epoch, if the user has none
--      18 log limit  19 seconds for which an unkept question is marked as such
-- Returns what read_snapshot does; false if the question was kept before, is claimed, or its message was deleted meanwhile.
-- include snapshot.lua
-- include retention.lua
-- include user-record.lua
-- include snowflakes.lua
-- include claims.lua
local id, guild, claim, process = ARGV[4], ARGV[14], ARGV[15], ARGV[16]
local owner, turn = k.message_prefix .. id, 'q:' .. id
local mark = redis.call('GET', owner)
if mark and mark ~= UNKEPT then return false end
if redis.call('HEXISTS', k.claims, claim) == 1 then return false end
if redis.call('HEXISTS', k.log, turn) == 1 then return false end

-- A question that a process answered without keeping it, and then died, is not kept now either: the user was told so.
-- One that comes late, as this server was out of reach when it was said, is bound by what held then.
-- One said before everything was forgotten, which another process was late with, is no part of what is said since.
local why = is_forgotten(id) and 'forgotten'
  or why_unkept(guild, now() - math.max(0, age_of(id))) or (mark and 'incognito')
prolong_incognito()
redis.call('HSET', k.claims, claim, claim_of(process, guild))
local snapshot_args = { unpack(ARGV, 4, 8) }
if why then
  redis.call('SET', owner, UNKEPT, 'EX', ARGV[19])
  return read_snapshot(snapshot_args, why)
end

redis.call('HSET', k.log, turn, ARGV[12])
redis.call('ZADD', k.order, 0, member('q', id))
keep_record(k.user, ARGV[17])
count(k.user, 'version', 1)
redis.call('HSET', k.conv, 'scope', ARGV[13], 'guild', guild)
if guild ~= '' then
  redis.call('SADD', KEYS[19] .. guild, user_id)
  redis.call('SADD', KEYS[18], guild)
end
relearn_if_passed(turn) -- it comes late
record_owner(id, id, ARGV[13])

-- Turns older than the cutoff are too old to be kept.
drop(redis.call('ZRANGEBYLEX', k.order, '-', '(' .. member('q', ARGV[7])))
trim(tonumber(ARGV[18]))
schedule_learning({ unpack(ARGV, 9, 11) })
touch()
return read_snapshot(snapshot_args, 'kept')
