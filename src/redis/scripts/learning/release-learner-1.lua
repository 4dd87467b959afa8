-- Ends the claim of a process on the learning of a user, if it still has it.
-- KEYS 1 learner     ARGV 1 process
-- Returns 1.
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
