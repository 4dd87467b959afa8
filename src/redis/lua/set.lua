-- Sets what a user wants for themselves.
-- KEYS 1 user  2 pending     ARGV 1 epoch, if the user has none  2 user id  3.. field, value, or '' to take it away…
-- Returns 1. Of who has nothing kept, or has just forgotten everything, a language alone is not kept: every click tells it.
-- include turns.lua
local lasts, wanted, gone, is_told = redis.call('TTL', KEYS[1]) == -1, {}, {}, true
for i = 3, #ARGV, 2 do
  if ARGV[i + 1] == '' then gone[#gone + 1] = ARGV[i]
  else
    wanted[#wanted + 1], wanted[#wanted + 2] = ARGV[i], ARGV[i + 1]
    is_told = is_told and ARGV[i] == 'locale'
  end
end
local was_paused = redis.call('HGET', KEYS[1], 'paused') == '1'
if #gone > 0 then redis.call('HDEL', KEYS[1], unpack(gone)) end
-- What had to wait waits no longer: the learner looks when it is due.
if was_paused and redis.call('HGET', KEYS[1], 'paused') ~= '1' then
  count(KEYS[1], 'version', 1)
  redis.call('ZADD', KEYS[2], string.format('%.0f', now()), ARGV[2])
end
if #wanted == 0 or (is_told and not lasts) then return 1 end
redis.call('HSET', KEYS[1], unpack(wanted))
redis.call('HSETNX', KEYS[1], 'epoch', ARGV[1])
redis.call('PERSIST', KEYS[1])
return 1
