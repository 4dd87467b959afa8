-- Asks RediSearch how many facts an index holds.
-- ARGV 1 index  2 filter  3.. keys, if only these count
-- Returns how many; 0 if RediSearch refuses: there is no such index, or no RediSearch.
local query = { 'FT.SEARCH', ARGV[1], ARGV[2] }
if #ARGV > 2 then
  query[4], query[5] = 'INKEYS', #ARGV - 2
  for i = 3, #ARGV do query[#query + 1] = ARGV[i] end
end
for _, word in ipairs({ 'NOCONTENT', 'LIMIT', 0, 0, 'DIALECT', 2 }) do query[#query + 1] = word end
local found = redis.pcall(unpack(query))
return found.err and 0 or found[1]
