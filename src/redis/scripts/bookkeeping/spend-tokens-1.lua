#!lua flags=allow-oom
-- Counts tokens that were spent: limits hold also while nothing else fits into the store.
-- KEYS 1 tokens of a day     ARGV 1 seconds for which the day is kept  2 tokens  3.. fields to which they count
-- Returns 1.
for i = 3, #ARGV do redis.call('HINCRBY', KEYS[1], ARGV[i], ARGV[2]) end
redis.call('EXPIRE', KEYS[1], ARGV[1])
return 1
