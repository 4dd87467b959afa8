-- What is known of a user, seen from one conversation.
-- KEYS 1 user  2 convs  3 conv  4 facts  5 entities  6 and 7 prefixes, to which an id is added: fact, entity
--      8-11 prefixes, to which a channel id is added: conv, log, turns, relearn
-- ARGV 1 channel id  2 the version of what is known that the process has
-- Returns { epoch, { time zone, paused, locale }, until when it is incognito, in ms, or '', how many facts had to make room,
-- questions that wait to be learned, { segment's field, JSON… }, { channel id… }, the one used last first, what is known:
-- see known.lua }.
-- include snapshot.lua
-- include waiting.lua
local record = redis.call('HMGET', KEYS[1],
  'epoch', 'timeZone', 'paused', 'locale', 'incognito:' .. ARGV[1], 'evicted')
local incognito = tonumber(record[5])
local conversations = redis.call('ZRANGE', KEYS[2], 0, -1, 'REV')
local wait = 0
for _, channel in ipairs(conversations) do
  local learned = redis.call('HGET', KEYS[8] .. channel, 'learnedTo')
  wait = wait + waiting(KEYS[9] .. channel, KEYS[10] .. channel, KEYS[11] .. channel, learned)
end
return {
  record[1] or '',
  { record[2] or '', record[3] or '', record[4] or '' },
  incognito and incognito > now() and record[5] or '',
  record[6] or '0',
  wait,
  summary(KEYS[3], hearing('*')),
  conversations,
  known(KEYS[1], KEYS[4], KEYS[5], KEYS[6], KEYS[7], ARGV[2]),
}
