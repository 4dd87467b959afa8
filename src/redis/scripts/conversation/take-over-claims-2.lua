#!lua flags=allow-oom
-- Takes over the claims of processes that are no longer alive.
-- KEYS 1 claims  2 processes
-- ARGV 1 process  2 attempt: the same attempt returns again what it took, as its reply may have been lost
--      3 '1' to look through all claims, else that is done only where a process has died or ended
-- Returns the claim fields that were taken over.
-- include values.lua
local at = digits(now())
local mine = ARGV[1] .. ':' .. at .. ':' .. ARGV[2]
local taken = {}
if ARGV[3] ~= '1' and #redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', '(' .. at, 'LIMIT', 0, 1) == 0 then return taken end
local claims = redis.call('HGETALL', KEYS[1])
for i = 1, #claims, 2 do
  local process, attempt = string.match(claims[i + 1], '^([^:]*):?%d*:?(.*)$')
  if process == ARGV[1] then
    if attempt == ARGV[2] then taken[#taken + 1] = claims[i] end
  else
    local alive_until = redis.call('ZSCORE', KEYS[2], process)
    if not alive_until or tonumber(alive_until) < tonumber(at) then
      redis.call('HSET', KEYS[1], claims[i], mine)
      taken[#taken + 1] = claims[i]
    end
  end
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. at)
return taken
