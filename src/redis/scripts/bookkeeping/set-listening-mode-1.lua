#!lua flags=allow-oom
-- How the bot listens in a channel from now on.
-- KEYS 1 channels in which it answers more than mentions     ARGV 1 member that stands for channel and mode, '' for none
--   2.. members that stand for the channel in other modes
-- Returns 1.
redis.call('SREM', KEYS[1], unpack(ARGV, 2))
if ARGV[1] ~= '' then redis.call('SADD', KEYS[1], ARGV[1]) end
return 1
