local READERS = {
  string = function(key) return { redis.call('GET', key) } end,
  hash = function(key) return redis.call('HGETALL', key) end,
  set = function(key) return redis.call('SMEMBERS', key) end,
  zset = function(key) return redis.call('ZRANGE', key, 0, -1, 'WITHSCORES') end,
  list = function(key) return redis.call('LRANGE', key, 0, -1) end,
}

-- A key as a whole: { type, when it expires in ms or -1, what it holds }: of a string itself, of a hash field and value of
-- each, of a sorted set member and score of each; nothing of a key that does not exist, or of another type.
local function read_key(key)
  local kind = redis.call('TYPE', key).ok
  local read = READERS[kind]
  return { kind, redis.call('PEXPIRETIME', key), read and read(key) or {} }
end
