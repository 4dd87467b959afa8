-- What is kept of a user besides their conversations, and where those are.
-- KEYS 1 user  2 convs  3 traces  4 facts  5 entities  6 and 7 prefixes, to which an id is added: fact, entity
-- ARGV 1 the version of what is known that the process has
-- Returns { epoch, { time zone, paused, locale }, { channel id, when it was last used in ms… }, { questions whose answers have
-- traces }, what is known: see known.lua }.
-- include known.lua
local record = redis.call('HMGET', KEYS[1], 'epoch', 'timeZone', 'paused', 'locale')
local used, conversations = redis.call('ZRANGE', KEYS[2], 0, -1, 'WITHSCORES'), {}
for i, value in ipairs(used) do conversations[i] = tostring(value) end
return {
  record[1] or '',
  { record[2] or '', record[3] or '', record[4] or '' },
  conversations,
  redis.call('ZRANGE', KEYS[3], 0, -1),
  known(KEYS[1], KEYS[4], KEYS[5], KEYS[6], KEYS[7], ARGV[1]),
}
