#!lua flags=allow-oom
-- Begins to forget everything: swaps the epoch, so that nothing in progress is stored, and lists nothing of before any more.
-- Conversations, entities and traces go at once, as what comes in next is stored under the same keys (250 conversations and 200
-- entities take 1 ms); the rest waits in lists of its own: see purge-step-17.lua.
-- KEYS 1-9 see user-keys.lua  10 convs  11 pending  12 former traces  13 turns that were set aside  14 choices  15 guilds
--      16 purges  17 prefix of guilds  18-21 prefixes, to which a channel id is added: conv, log, turns, relearn
--      22-25 the lists that facts, former traces, messages and links become  26 traces
-- ARGV 1-2 see user-keys.lua  3 epoch  4 for how many seconds the record stays with the epoch and that id alone
--      5 the entity that is the user  6 the last id of Discord's that is of before: what was said up to it is kept by nobody any more
-- Returns how many there were: { entities, statements of the user, turns, summaries, conversations, traces }.
-- include user-keys.lua
-- include log.lua
local convs, former_traces, guilds, guild_prefix, user_entity = KEYS[10], KEYS[12], KEYS[15], KEYS[17], ARGV[5]
local entities, statements, turns, summaries, conversations = 0, 0, 0, 0, 0

redis.call('SADD', KEYS[16], user_id .. ':' .. ARGV[3])
redis.call('DEL', k.user)
redis.call('HSET', k.user, 'epoch', ARGV[3], 'forgottenTo', ARGV[6])
redis.call('EXPIRE', k.user, ARGV[4])
for i, list in ipairs({ k.facts, former_traces, k.messages, k.links }) do
  if redis.call('EXISTS', list) == 1 then redis.call('RENAME', list, KEYS[21 + i]) end
end

for _, channel in ipairs(redis.call('ZRANGE', convs, 0, -1)) do
  local conv, log = KEYS[18] .. channel, KEYS[19] .. channel
  summaries = summaries + count_summaries(conv)
  turns = turns + redis.call('HLEN', log)
  local guild = redis.call('HGET', conv, 'guild') or ''
  if guild ~= '' then redis.call('SREM', guild_prefix .. guild, user_id) end
  if redis.call('UNLINK', conv, log, KEYS[20] .. channel, KEYS[21] .. channel) > 0 then
    conversations = conversations + 1
  end
end
for _, entity in ipairs(redis.call('ZRANGE', k.entities, 0, -1)) do
  local key = k.entity_prefix .. entity
  for _, field in ipairs(entity == user_entity and redis.call('HKEYS', key) or {}) do
    if string.sub(field, 1, 6) ~= 'doubt:' then statements = statements + 1 end
  end
  if redis.call('UNLINK', key) == 1 and entity ~= user_entity then entities = entities + 1 end
end
for _, guild in ipairs(redis.call('SMEMBERS', guilds)) do redis.call('SREM', guild_prefix .. guild, user_id) end
local traces = redis.call('HLEN', KEYS[26])
redis.call('UNLINK', convs, k.entities, KEYS[13], KEYS[14], guilds, KEYS[26])
redis.call('ZREM', KEYS[11], user_id)
redis.call('SREM', k.unembedded, user_id)
return { entities, statements, turns, summaries, conversations, traces }
