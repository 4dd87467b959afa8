-- Stands before every script: whether this is still the place to ask. Keys behind the script's own lead to that:
-- the mark that the layout of cells holds no longer by which the process asks, and where a user leaves this cell in the present one, their
-- record and the mark that they are about to be moved: somebody who has neither stands elsewhere.
if #KEYS > own_keys and redis.call('EXISTS', KEYS[own_keys + 1]) == 1 then
  return redis.error_reply('RELAID The memory has another layout of cells.')
end
if #KEYS > own_keys + 1 and redis.call('EXISTS', KEYS[own_keys + 2], KEYS[own_keys + 3]) == 0 then
  return redis.error_reply('ELSEWHERE The user stands in another cell.')
end
