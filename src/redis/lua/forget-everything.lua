-- Begins to forget everything: another epoch, so that nothing under way is kept, and nothing of before is listed any more.
-- Conversations, people and things go at once, as what comes in next is kept under the same keys (of 250 conversations and
-- 200 entities it takes 1 ms); the rest waits in lists of its own: see take-going.lua.
-- KEYS 1 user  2 convs  3 entities  4 aside  5 offers  6 guilds  7 pending  8 unembedded  9 going
--      10-13 facts, traces, messages, sources  14-17 the lists that those become
--      18-21 prefixes, to which a channel id is added: conv, log, turns, relearn  22 and 23 entity, guild
-- ARGV 1 user id  2 epoch  3 for how many seconds the record stays with the epoch alone  4 the entity that is the user
-- Returns how many there were: { entities, statements of the user, turns, segments, conversations }.
local u, entities, statements, turns, segments, conversations = ARGV[1], 0, 0, 0, 0, 0

redis.call('SADD', KEYS[9], u .. ':' .. ARGV[2])
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'epoch', ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
for i = 10, 13 do
  if redis.call('EXISTS', KEYS[i]) == 1 then redis.call('RENAME', KEYS[i], KEYS[i + 4]) end
end

for _, channel in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  local conv, log = KEYS[18] .. channel, KEYS[19] .. channel
  for _, field in ipairs(redis.call('HKEYS', conv)) do
    if string.sub(field, 1, 8) == 'segment:' then segments = segments + 1 end
  end
  turns = turns + redis.call('HLEN', log)
  local guild = redis.call('HGET', conv, 'guild') or ''
  if guild ~= '' then redis.call('SREM', KEYS[23] .. guild, u) end
  if redis.call('UNLINK', conv, log, KEYS[20] .. channel, KEYS[21] .. channel) > 0 then
    conversations = conversations + 1
  end
end
for _, entity in ipairs(redis.call('ZRANGE', KEYS[3], 0, -1)) do
  local key = KEYS[22] .. entity
  if entity == ARGV[4] then statements = redis.call('HLEN', key) end
  if redis.call('UNLINK', key) == 1 and entity ~= ARGV[4] then entities = entities + 1 end
end
for _, guild in ipairs(redis.call('SMEMBERS', KEYS[6])) do redis.call('SREM', KEYS[23] .. guild, u) end
redis.call('UNLINK', KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6])
redis.call('ZREM', KEYS[7], u)
redis.call('SREM', KEYS[8], u)
return { entities, statements, turns, segments, conversations }
