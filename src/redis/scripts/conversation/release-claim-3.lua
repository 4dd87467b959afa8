#!lua flags=allow-oom
-- Ends the claims of questions of one user that get no answer, or one that is not kept, unless another process has them: that one
-- answers those that were not answered.
-- KEYS 1 user  2 prefix of messages, to which an id is added  3 claims
-- ARGV 1 seconds for which a question that was not kept is remembered  2 '1' if they were answered, else '0'  3 process
--      4.. for each of them its claim field and its id
-- Returns 1.
-- include claims.lua
-- include incognito.lua
for i = 4, #ARGV, 2 do
  local field, id = ARGV[i], ARGV[i + 1]
  local is_ended = end_claim(KEYS[3], field, ARGV[3])
  if is_ended or ARGV[2] == '1' then end_unkept(KEYS[1], KEYS[2] .. id, ARGV[1]) end
end
-- Users without a record stay without one.
if ARGV[2] == '1' and redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'seen', '1') end
return 1
