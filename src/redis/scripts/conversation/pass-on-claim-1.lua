#!lua flags=allow-oom
-- Leaves the claim of a question to whoever looks next, unless another process has it.
-- KEYS 1 claims     ARGV 1 claim field  2 process
-- Returns 1 if it was this process's, else 0.
-- include claims.lua
local claim = read_claim(redis.call('HGET', KEYS[1], ARGV[1]) or '')
if claim.process ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], claim_of('', claim.guild or ''))
return 1
