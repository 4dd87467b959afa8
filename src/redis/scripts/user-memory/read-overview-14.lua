-- Reads what is known of a user, seen from one conversation.
-- KEYS 1-9 see user-keys.lua  10 convs  11-14 prefixes, to which a channel id is added: conv, log, turns, relearn
-- ARGV 1-2 see user-keys.lua  3 channel id  4 the version of the knowledge that the process has
-- Returns { epoch, { time zone, paused, locale }, until when it is incognito, in ms, or '', how many facts had to make room,
-- questions that wait to be learned, { summary's field, JSON… }, { channel id… }, the one used last first, knowledge: see
-- knowledge.lua }.
-- include knowledge.lua
-- include summaries.lua
-- include count-unlearned.lua
local channel = ARGV[3]
local record = redis.call('HMGET', k.user,
  'epoch', 'timeZone', 'paused', 'locale', 'incognito:' .. channel, 'evicted')
local incognito = tonumber(record[5])
local conversations = redis.call('ZRANGE', KEYS[10], 0, -1, 'REV')
local unlearned = 0
for _, id in ipairs(conversations) do
  local learned = redis.call('HGET', KEYS[11] .. id, 'learnedTo')
  unlearned = unlearned + count_unlearned(KEYS[12] .. id, KEYS[13] .. id, KEYS[14] .. id, learned)
end
return {
  record[1] or '',
  { record[2] or '', record[3] or '', record[4] or '' },
  incognito and incognito > now() and record[5] or '',
  record[6] or '0',
  unlearned,
  read_summaries(KEYS[11] .. channel, visibility('*')),
  conversations,
  read_knowledge(ARGV[4]),
}
