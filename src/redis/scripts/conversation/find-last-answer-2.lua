-- Finds the newest question of a conversation that has an answer.
-- KEYS 1 log  2 turns
-- Returns { question id, answer as JSON }; false if there is none.
-- include log.lua
local from, step = 0, 20
while true do
  local names = redis.call('ZREVRANGEBYLEX', KEYS[2], '+', '-', 'LIMIT', from, step)
  if #names == 0 then return false end
  for _, name in ipairs(names) do
    local turn = turn_of(name)
    local id = string.sub(turn, 3)
    if turn == 'a:' .. id and redis.call('HEXISTS', KEYS[1], 'q:' .. id) == 1 then
      local json = redis.call('HGET', KEYS[1], turn)
      if json then return { id, json } end
    end
  end
  from = from + step
end
