#!lua flags=allow-oom
-- Lets a user stay in their cell, whom somebody wanted to move: from now on they do not leave by the copy that was made. The mark
-- itself stands as long as anything of that copy may.
-- KEYS 1 mark that they are about to be moved     ARGV 1 the one who copied them
-- Returns 1; 0 if another one moves them by now, or they have left.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], '')
return 1
