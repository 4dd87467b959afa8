-- Reads what is kept of a user besides their conversations, and where those are.
-- KEYS 1-9 see user-keys.lua  10 convs  11 traces  12 former traces
-- ARGV 1-2 see user-keys.lua  3 the version of the knowledge that the process has
-- Returns { epoch, { time zone, paused, locale }, { channel id, when it was last used in ms… }, { questions whose answers have
-- traces }, knowledge: see knowledge.lua, { links to the context of facts } }.
-- include knowledge.lua
local record = redis.call('HMGET', k.user, 'epoch', 'timeZone', 'paused', 'locale')
local used, conversations = redis.call('ZRANGE', KEYS[10], 0, -1, 'WITHSCORES'), {}
for i, value in ipairs(used) do conversations[i] = tostring(value) end
local context = {}
for _, link in ipairs(redis.call('ZRANGE', k.links, 0, -1)) do
  if string.find(link, '^%d+:[nam]:') then context[#context + 1] = link end
end
local traces = redis.call('HKEYS', KEYS[11])
for _, question in ipairs(redis.call('ZRANGE', KEYS[12], 0, -1)) do traces[#traces + 1] = question end
return {
  record[1] or '',
  { record[2] or '', record[3] or '', record[4] or '' },
  conversations,
  traces,
  read_knowledge(ARGV[3]),
  context,
}
