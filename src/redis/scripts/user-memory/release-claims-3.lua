#!lua flags=allow-oom
-- Ends claims of questions that are no longer stored; a question that is answered without being kept stays claimed.
-- KEYS 1 claims  2 and 3 prefixes, to which an id is added: message, log     ARGV claim fields
-- Returns 1.
-- include incognito.lua
for _, field in ipairs(ARGV) do
  local channel, id = string.match(field, '^%d+:(%d+):(%d+)$')
  local is_kept = id and redis.call('HEXISTS', KEYS[3] .. channel, 'q:' .. id) == 1
  if id and not is_kept and redis.call('GET', KEYS[2] .. id) ~= UNKEPT then redis.call('HDEL', KEYS[1], field) end
end
return 1
