#!lua flags=allow-oom
-- What was said in a conversation before a moment goes into no prompt any more; it is learned, summarised and kept as before.
-- KEYS 1 conversation  2 user     ARGV 1 an id of Discord's that was made at that moment
-- Returns 1, also where a later moment was set before; 0 if nothing is kept of the conversation.
-- include log.lua
-- include user-record.lua
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local before = redis.call('HGET', KEYS[1], 'begunAfter')
if before and member('q', before) >= member('q', ARGV[1]) then return 1 end
redis.call('HSET', KEYS[1], 'begunAfter', ARGV[1])
count(KEYS[2], 'version', 1)
return 1
