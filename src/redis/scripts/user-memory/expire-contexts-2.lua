#!lua flags=allow-oom
-- Empties the contexts of facts that were said before some time. What is embedded stays, and so do the links to the turns
-- that they were made of: those still go with their messages.
-- KEYS 1 user  2 facts     ARGV 1 prefix of facts  2 time (ms)
-- Returns how many there were.
-- include values.lua
local gone = 0
for _, id in ipairs(redis.call('ZRANGE', KEYS[2], '-inf', ARGV[2], 'BYSCORE')) do
  local key = ARGV[1] .. id
  local context = redis.call('HGET', key, 'near')
  if context and context ~= '' then
    redis.call('HSET', key, 'near', '')
    gone = gone + 1
  end
end
if gone > 0 then count(KEYS[1], 'facts', 1) end -- processes cache what is known for one version
return gone
