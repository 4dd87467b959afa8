-- Notes on which server each cell is to stand, unless the memory stands in another number of cells by now.
-- KEYS 1 cells  2 homes     ARGV 1 how many cells there are, or '' for any  2.. fields of the table and their values
-- Returns 1; 0 if there are others, or some are being added.
if ARGV[1] ~= '' then
  local known = redis.call('HMGET', KEYS[1], 'count', 'from')
  if (known[1] or '1') ~= ARGV[1] or known[2] then return 0 end
end
for i = 2, #ARGV, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
return 1
