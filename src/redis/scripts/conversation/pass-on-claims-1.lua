#!lua flags=allow-oom
-- Leaves claims to whoever looks next, but for those of another process: one without a name is never alive.
-- KEYS 1 claims     ARGV 1 process  2.. claim fields
-- Returns 1.
-- include claims.lua
for i = 2, #ARGV do
  local claim = read_claim(redis.call('HGET', KEYS[1], ARGV[i]) or '')
  if claim.process == ARGV[1] then redis.call('HSET', KEYS[1], ARGV[i], claim_of('', claim.guild or '')) end
end
return 1
