-- Gives a kept question other words.
-- KEYS 1 user  2 log     ARGV 1 question id  2 new text  3 scope under which it is said, or ''
-- Returns nothing; changes nothing if the question is not kept, or says that already.
-- include turns.lua
local question = decode(redis.call('HGET', KEYS[2], 'q:' .. ARGV[1]))
if question then
  revise(KEYS[1], KEYS[2], ARGV[1], question, decode(redis.call('HGET', KEYS[2], 'a:' .. ARGV[1])), ARGV[2], ARGV[3])
end
