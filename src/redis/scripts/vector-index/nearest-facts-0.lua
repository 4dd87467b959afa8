-- Asks RediSearch for the facts nearest to a point. Through a script, as replies have one shape there whatever protocol the
-- connection speaks, and one string takes the client half the time of a list. ADHOC_BF compares with the user's own facts
-- alone instead of searching through everybody's.
-- ARGV 1 index  2 filter  3 limit  4 point as FLOAT16
-- Returns key and distance of each, the nearest first, as one string: 'key #0.25 key #0.5'. False if RediSearch refuses.
local near = '[KNN $limit @point $point HYBRID_POLICY ADHOC_BF AS distance]'
local found = redis.pcall('FT.SEARCH', ARGV[1], '(' .. ARGV[2] .. ')=>' .. near,
  'PARAMS', 4, 'limit', ARGV[3], 'point', ARGV[4],
  'NOCONTENT', 'WITHSORTKEYS', 'SORTBY', 'distance', 'ASC', 'LIMIT', 0, ARGV[3], 'DIALECT', 2)
if found.err then return false end
return table.concat(found, ' ', 2)
