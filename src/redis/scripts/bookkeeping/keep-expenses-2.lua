#!lua flags=allow-oom
-- Adds what was spent: caps hold also while nothing else fits into the store. A batch counts once, however often it comes.
-- KEYS 1 spent on a day, by whom  2 spent on it, on what
-- ARGV 1 seconds for which the first is kept  2 and the second  3 process  4 number of its batch  5 how many pairs follow that
--      say by whom: 6.. field, amount; then pairs that say on what: field, counts with spaces between them
-- Returns the tokens and billionths of a dollar that all have spent that day.
local last = tonumber(redis.call('HGET', KEYS[1], 'batch:' .. ARGV[3]) or '0')
if last < tonumber(ARGV[4]) then
  local at = 6 + 2 * ARGV[5]
  for i = 6, at - 1, 2 do redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[i + 1]) end
  for i = at, #ARGV, 2 do
    local known = string.gmatch(redis.call('HGET', KEYS[2], ARGV[i]) or '', '%d+')
    local sums = {}
    for count in string.gmatch(ARGV[i + 1], '%d+') do sums[#sums + 1] = string.format('%.0f', (known() or 0) + count) end
    redis.call('HSET', KEYS[2], ARGV[i], table.concat(sums, ' '))
  end
  redis.call('HSET', KEYS[1], 'batch:' .. ARGV[3], ARGV[4])
  redis.call('EXPIRE', KEYS[1], ARGV[1])
  if at <= #ARGV then redis.call('EXPIRE', KEYS[2], ARGV[2]) end
end
local spent = redis.call('HMGET', KEYS[1], 'bot', 'bot:cost')
return { tonumber(spent[1] or '0'), tonumber(spent[2] or '0') }
