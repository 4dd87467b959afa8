-- Reads all that stands of a user in a cell, at one moment, to be copied, and marks them as about to be moved: from now on they stand
-- here until leave-cell-26.lua, whatever is forgotten of them, and whatever stands of them elsewhere is no more than a copy.
-- KEYS 1-25 see whole-user.lua
-- ARGV 1 user id  2 seconds for which a mark of a message stands  3 the one who is about to move them
-- Returns { digest, when they are due to be learned from or '', 1 if they are listed as lacking embeddings,
-- { name and type of a key, when it expires, what it holds… } }; 'busy' if they stay for now; 'absent' if they do not stand here.
-- include whole-user.lua
-- include read-key.lua
if redis.call('EXISTS', KEYS[1], KEYS[2]) == 0 then return 'absent' end
if is_busy(ARGV[2]) then
  -- By a copy that somebody else has made they leave no more.
  redis.call('SET', KEYS[2], ARGV[3], 'XX')
  return 'busy'
end
redis.call('SET', KEYS[2], ARGV[3])
local names, keys = keys_of_user(), {}
for _, name in ipairs(names) do
  local key = read_key(name)
  keys[#keys + 1], keys[#keys + 2], keys[#keys + 3], keys[#keys + 4] = name, key[1], key[2], key[3]
end
return {
  digest_of(names),
  redis.call('ZSCORE', KEYS[3], user_id) or '', redis.call('SISMEMBER', KEYS[4], user_id), keys,
}
