-- Keeps a lesson, all of it or nothing. Applied again, it changes nothing.
-- KEYS 1 user  2 conv  3 log  4 turns  5 relearn  6 facts  7 entities  8 sources  9 aside  10 unembedded  11 claims
--      12-14 prefixes, to which an id is added: fact, entity, message  15 messages
-- ARGV 1 user id  2 the lesson's mark: the same one again is the same lesson
--      3 what it was made of, and 4 what it keeps: as JSON, see Ground and Kept in lesson-args.ts
--      5.. for each fact of 4: seven fields of its hash with their values, then field and bytes of its embedding, or '' ''
-- Returns 1 when kept, or it was kept before; 0 if anything it was made of changed.
-- include turns.lua
-- include rests.lua
-- include reach.lua
-- include knowing.lua
local user, conv, log, order, relearn = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local ground, kept = cjson.decode(ARGV[3]), cjson.decode(ARGV[4])
local u = {
  user = KEYS[1], facts = KEYS[6], entities = KEYS[7], sources = KEYS[8],
  fact_prefix = KEYS[12], entity_prefix = KEYS[13], message_prefix = KEYS[14], messages = KEYS[15],
  seconds = kept.seconds * 2,
}
local FACT_ARGS = 16

-- The segments of the conversation: id → number of the field that holds it.
local function numbered_segments()
  local found, fields = {}, redis.call('HGETALL', conv)
  for i = 1, #fields, 2 do
    local number = string.match(fields[i], '^segment:(%d+)$')
    local segment = number and decode(fields[i + 1])
    if segment and type(segment.id) == 'string' then found[segment.id] = number end
  end
  return found
end

local segments = #ground.segments > 0 and numbered_segments() or {}

local function is_as_shown(shown)
  if #shown == 0 then return true end
  local names = {}
  for i, turn in ipairs(shown) do names[i] = turn.turn end
  for i, json in ipairs(redis.call('HMGET', log, unpack(names))) do
    local turn = decode(json)
    if not turn or turn.isStale or (tonumber(turn.rev) or 0) ~= shown[i].rev then return false end
  end
  return true
end

-- A turn can come in behind others: it must not be passed unseen.
local function is_seen(from, to, seen)
  if to == '' then return true end
  local names = redis.call('ZRANGEBYLEX', order, after(from ~= '' and from), '[' .. place(to))
  for _, name in ipairs(names) do
    if not seen[turn_of(name)] then return false end
  end
  return true
end

local function is_unchanged()
  local record = redis.call('HMGET', user, 'epoch', 'facts', 'paused')
  if (record[1] or '') ~= ground.epoch or record[3] == '1' then return false end
  if ground.epoch .. ':' .. (record[2] or '0') ~= ground.known then return false end
  local cursors = redis.call('HMGET', conv, 'learnedTo', 'summarizedTo')
  if (cursors[1] or '') ~= ground.learnedTo or (cursors[2] or '') ~= ground.summarizedTo then return false end
  if not is_as_shown(ground.shown) then return false end
  local seen = {}
  for _, turn in ipairs(ground.seen) do seen[turn] = true end
  if not is_seen(ground.learnedTo, kept.learnedTo, seen) then return false end
  if not is_seen(ground.summarizedTo, kept.summarizedTo, seen) then return false end
  for _, turn in ipairs(ground.covers) do
    if redis.call('HEXISTS', log, turn) == 0 then return false end
  end
  for _, fact in ipairs(ground.standing) do
    if redis.call('EXISTS', u.fact_prefix .. fact) == 0 then return false end
  end
  for _, id in ipairs(ground.segments) do
    if not segments[id] then return false end
  end
  return true
end

-- The words of an answer that are around a fact go with each message that shows it.
local function keep_near(fact)
  local shown, leads = {}, {}
  for _, turn in ipairs(texts_of(decode(redis.call('HGET', fact.key, 'nearTo')))) do
    for _, message in ipairs(string.sub(turn, 1, 2) == 'a:' and messages_of(log, turn) or {}) do
      shown[#shown + 1], leads[#leads + 1] = message, filled(message) .. ':m:' .. fact.id
    end
  end
  if #shown == 0 then return end
  redis.call('HSET', fact.key, 'nearShown', table.concat(shown, ' '))
  lead_to(u, leads)
end

local function keep_fact(fact, first)
  redis.call('HSET', fact.key, unpack(ARGV, first, first + 13))
  keep_near(fact)
  if ARGV[first + 14] ~= '' then redis.call('HSET', fact.key, ARGV[first + 14], ARGV[first + 15])
  else redis.call('SADD', KEYS[10], ARGV[1]) end
  redis.call('ZADD', u.facts, fact.saidAt, fact.id)
end

-- What was said later stands, whichever was learned first.
local function keep_statement(statement)
  local before = decode(redis.call('HGET', statement.key, statement.field))
  if before and (tonumber(before.saidAt) or 0) > statement.saidAt then return end
  put_statement(u, statement)
  list_entities(u, { statement })
  lead_to(u, statement.sources)
end

local function keep_segments()
  if kept.segment then
    local number, shown = string.format('%.0f', count(conv, 'segments', 1)), {}
    for _, turn in ipairs(ground.covers) do
      for _, message in ipairs(messages_of(log, turn)) do shown[#shown + 1] = message end
    end
    local messages = table.concat(shown, ' ')
    redis.call('HSET', conv, 'segment:' .. number, kept.segment, 'covers:' .. number, kept.covers)
    redis.call('HSET', conv, 'messages:' .. number, messages)
    prolong(u, messages)
  end
  if kept.merged then
    local first, second = segments[ground.merged[1]], segments[ground.merged[2]]
    local shown = redis.call('HMGET', conv, 'messages:' .. first, 'messages:' .. second)
    local messages = (shown[1] or '') .. ' ' .. (shown[2] or '')
    redis.call('HDEL', conv, 'segment:' .. second, 'covers:' .. second, 'messages:' .. second)
    redis.call('HSET', conv, 'segment:' .. first, kept.merged, 'covers:' .. first, kept.mergedCovers)
    redis.call('HSET', conv, 'messages:' .. first, messages)
  end
end

local function move_cursors()
  if kept.learnedTo ~= '' then redis.call('HSET', conv, 'learnedTo', kept.learnedTo) end
  if kept.summarizedTo ~= '' then redis.call('HSET', conv, 'summarizedTo', kept.summarizedTo) end
  if kept.learnedTo ~= '' or #kept.relearned > 0 then redis.call('HDEL', conv, 'trouble:learn') end
  if kept.summarizedTo ~= '' then redis.call('HDEL', conv, 'trouble:fold') end
  for _, turn in ipairs(kept.relearned) do redis.call('SREM', relearn, turn) end
end

-- Whether a question, or its answer, is still needed: it is to be learned anew, or about to be answered.
local function is_wanted(id)
  return redis.call('SISMEMBER', relearn, 'q:' .. id) == 1 or redis.call('HEXISTS', KEYS[11], kept.claims .. id) == 1
end

-- A log holds what one of the cursors has yet to pass, and what is wanted behind them.
local function let_go()
  local cursors = redis.call('HMGET', conv, 'learnedTo', 'summarizedTo')
  if not cursors[1] or not cursors[2] then return end
  local learned, summarized = place(cursors[1]), place(cursors[2])
  local passed = learned < summarized and learned or summarized
  local names = {}
  for _, name in ipairs(redis.call('ZRANGEBYLEX', order, '-', '[' .. passed)) do
    if not is_wanted(string.sub(turn_of(name), 3)) then names[#names + 1] = name end
  end
  drop(log, order, names)
end

-- A conversation that expired, or was forgotten, must not begin again without an expiry.
if redis.call('EXISTS', conv) == 0 then return 0 end
if redis.call('HGET', conv, 'lesson') == ARGV[2] then return 1 end
if not is_unchanged() then return 0 end

for i, fact in ipairs(kept.facts) do keep_fact(fact, 5 + (i - 1) * FACT_ARGS) end
lead_to(u, kept.sources)
for _, again in ipairs(kept.confirmed) do confirm(u, again.fact, again.saidAt) end
for _, id in ipairs(kept.evictedEntities) do take_entity(u, id) end
for _, statement in ipairs(kept.statements) do keep_statement(statement) end
evict(u, kept.evicted)
keep_segments()
keep_reachable(u, conv)
move_cursors()
let_go()
for _, aside in ipairs(kept.setAside) do redis.call('HSET', KEYS[9], aside.turn, aside.reason) end
if #kept.setAside > 0 then redis.call('EXPIRE', KEYS[9], kept.seconds) end
redis.call('HSET', conv, 'lesson', ARGV[2])
count(user, 'version', 1)
local changes = #kept.facts + #kept.confirmed + #kept.statements + #kept.evicted + #kept.evictedEntities
if changes > 0 then count(user, 'facts', 1) end
return 1
