#!lua flags=allow-oom
-- How the bot listens in a channel from now on.
-- KEYS 1 channels in which it answers more than mentions  2 version of all that
-- ARGV 1 the next version  2 member that stands for channel and mode, '' for none  3.. members that stand for the channel in other modes
-- Returns 1.
redis.call('SREM', KEYS[1], unpack(ARGV, 3))
if ARGV[2] ~= '' then redis.call('SADD', KEYS[1], ARGV[2]) end
redis.call('SET', KEYS[2], ARGV[1])
return 1
