#!lua flags=allow-oom
-- Lets one process at a time do something: takes the right to it, prolongs it, or gives it back.
-- KEYS 1 lock     ARGV 1 process  2 ms; 0 gives it back
-- Returns 1 if it is this process' now, or was; 0 if it is another's.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then
  redis.call('DEL', KEYS[1])
else
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
end
return 1
