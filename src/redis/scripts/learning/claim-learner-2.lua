-- Gives the learning of a user to a process, unless another one has it that is alive.
-- KEYS 1 learner  2 processes     ARGV 1 process  2 ms after which the claim ends by itself
-- Returns 1 if the process has it now, else 0.
-- include values.lua
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  local alive_until = redis.call('ZSCORE', KEYS[2], holder)
  if alive_until and tonumber(alive_until) >= now() then return 0 end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
