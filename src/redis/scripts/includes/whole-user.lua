-- All that stands of a user in a cell, for when they are moved to another one.
-- KEYS 1 user  2 mark that they are about to be moved  3 pending  4 unembedded  5 claims  6 purges  7 guilds
--      8-15 facts, entities, convs, messages, links, former traces, turns that were set aside, choices
--      16-24 prefixes: fact, entity, conv, log, turns, relearn, former trace, message, guild  25 traces
-- ARGV 1 user id
-- include snowflakes.lua
-- include message-record.lua
local user_id = ARGV[1]

local function exists(key) return redis.call('EXISTS', key) == 1 end

-- Whether their record of a message is theirs: it can be a mark, or, of one that they brought along, somebody else's.
local function is_own(message)
  local owner = parse_record(message, redis.call('GET', KEYS[23] .. message))
  return owner and owner.user == user_id
end

-- The names of all their keys, each once, in one order.
local function keys_of_user()
  local names, is_listed = {}, {}
  local function add(key)
    if not is_listed[key] and exists(key) then names[#names + 1], is_listed[key] = key, true end
  end
  add(KEYS[1])
  for i = 7, 15 do add(KEYS[i]) end
  add(KEYS[25])
  local function add_members(list, ...)
    for _, id in ipairs(redis.call('ZRANGE', list, 0, -1)) do
      for _, prefix in ipairs({ ... }) do add(prefix .. id) end
    end
  end
  add_members(KEYS[8], KEYS[16])
  add_members(KEYS[9], KEYS[17])
  add_members(KEYS[10], KEYS[18], KEYS[19], KEYS[20], KEYS[21])
  add_members(KEYS[13], KEYS[22])
  for _, message in ipairs(redis.call('ZRANGE', KEYS[11], 0, -1)) do
    if is_own(message) then add(KEYS[23] .. message) end
  end
  for _, link in ipairs(redis.call('ZRANGE', KEYS[12], 0, -1)) do
    local message = string.match(link, '^0*(%d+):')
    if message and is_own(message) then add(KEYS[23] .. message) end
  end
  return names
end

-- Removes what stands of them, by the names of their keys, and takes them out of what other lists have of them.
local function remove_user(names)
  for _, guild in ipairs(redis.call('SMEMBERS', KEYS[7])) do redis.call('SREM', KEYS[24] .. guild, user_id) end
  redis.call('ZREM', KEYS[3], user_id)
  redis.call('SREM', KEYS[4], user_id)
  in_slices(names, function(some) redis.call('UNLINK', unpack(some)) end)
end

-- Stands for some keys with all that they hold, and for what other lists have of the user.
local function digest_of(names)
  local parts = { redis.call('ZSCORE', KEYS[3], user_id) or '', digits(redis.call('SISMEMBER', KEYS[4], user_id)) }
  for _, key in ipairs(names) do
    parts[#parts + 1] = key .. ' ' .. digits(redis.call('PEXPIRETIME', key)) .. ' ' .. redis.sha1hex(redis.call('DUMP', key))
  end
  return redis.sha1hex(table.concat(parts, '\n'))
end

local function has_any_beginning(members, beginning)
  for _, member in ipairs(members) do
    if string.sub(member, 1, #beginning) == beginning then return true end
  end
  return false
end

-- Whether they stay for now: they are being answered, or things of theirs are being removed, or marks of theirs that are in no
-- list hold still, see tombstones.lua.
local function is_busy(tombstone_seconds)
  local record = redis.call('HMGET', KEYS[1], 'goneAt', 'forgottenTo')
  return (record[1] and now() - (tonumber(record[1]) or 0) < tombstone_seconds * 1000)
    or (record[2] and age_of(record[2]) < tombstone_seconds * 1000)
    or has_any_beginning(redis.call('HKEYS', KEYS[5]), user_id .. ':')
    or has_any_beginning(redis.call('SMEMBERS', KEYS[6]), user_id .. ':')
end
