-- Writes a copy of a user into the cell to which they are moved, in the place of one that was cut off, if nobody else has begun to move
-- them since, or was through with it.
-- KEYS 1-25 see whole-user.lua  26 who moves them
-- ARGV 1 user id  2 the one who does this  3 when they are due to be learned from or ''  4 '1' if they are listed as lacking embeddings
--      5.. for each key its name, type, when it expires in ms or -1, how many parts it has, and those: see read-key.lua
-- Returns 1; 0 if another one moves them, or has.
-- include whole-user.lua
if redis.call('GET', KEYS[26]) ~= ARGV[2] then return 0 end

local function slices(first, last, use)
  for i = first, last, 1000 do use(i, math.min(i + 999, last)) end
end

local WRITERS = {
  string = function(key, first) redis.call('SET', key, ARGV[first]) end,
  hash = function(key, first, last) redis.call('HSET', key, unpack(ARGV, first, last)) end,
  set = function(key, first, last) redis.call('SADD', key, unpack(ARGV, first, last)) end,
  list = function(key, first, last) redis.call('RPUSH', key, unpack(ARGV, first, last)) end,
  zset = function(key, first, last)
    local pairs_ = {}
    for i = first, last, 2 do pairs_[#pairs_ + 1], pairs_[#pairs_ + 2] = ARGV[i + 1], ARGV[i] end
    redis.call('ZADD', key, unpack(pairs_))
  end,
}

remove_user(keys_of_user())
local at = 5
while at <= #ARGV do
  local key, kind, expires_at, count = ARGV[at], ARGV[at + 1], ARGV[at + 2], tonumber(ARGV[at + 3])
  local first = at + 4
  at = first + count
  redis.call('UNLINK', key)
  slices(first, at - 1, function(i, last) WRITERS[kind](key, i, last) end)
  if expires_at ~= '-1' then redis.call('PEXPIREAT', key, expires_at) end
end
if ARGV[3] ~= '' then redis.call('ZADD', KEYS[3], ARGV[3], user_id) end
if ARGV[4] == '1' then redis.call('SADD', KEYS[4], user_id) end
for _, guild in ipairs(redis.call('SMEMBERS', KEYS[7])) do redis.call('SADD', KEYS[24] .. guild, user_id) end
return 1
