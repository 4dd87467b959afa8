-- Stores what was learned, all of it or nothing. Run again with the same update, it changes nothing.
-- KEYS 1-17 see conversation-keys.lua  18 turns that were set aside
-- ARGV 1-3 see conversation-keys.lua  4 the update's fingerprint: the same one again is the same update
--      5 what it was made of, and 6 what it stores: as JSON, see stores/memory-update-args.ts
--      7.. for each fact of 6: seven fields of its hash with their values, then field and bytes of its embedding, or '' ''
-- Returns 1 if it is stored now, or was before; 0 if anything it was made of has changed.
-- include change-log.lua
-- include prolong-owners.lua
-- include write-knowledge.lua
local fingerprint, preconditions, writes = ARGV[4], cjson.decode(ARGV[5]), cjson.decode(ARGV[6])
local FIRST_FACT, FACT_FIELDS, FACT_ARGS = 7, 14, 16

-- The summaries of the conversation: id → number of the field that holds it.
local function numbered_summaries()
  local found, fields = {}, redis.call('HGETALL', k.conv)
  for i = 1, #fields, 2 do
    local number = string.match(fields[i], '^segment:(%d+)$')
    local summary = number and decode(fields[i + 1])
    if summary and type(summary.id) == 'string' then found[summary.id] = number end
  end
  return found
end

local summaries = #preconditions.summaries > 0 and numbered_summaries() or {}

local function is_as_shown(shown)
  if #shown == 0 then return true end
  local names = {}
  for i, turn in ipairs(shown) do names[i] = turn.turn end
  for i, json in ipairs(redis.call('HMGET', k.log, unpack(names))) do
    local turn = decode(json)
    if not turn or turn.isStale or (tonumber(turn.rev) or 0) ~= shown[i].rev then return false end
  end
  return true
end

-- A turn can come in behind others: a cursor must not pass it unread.
local function is_all_read(from, to, is_read)
  if to == '' then return true end
  local names = redis.call('ZRANGEBYLEX', k.order, after(from ~= '' and from), '[' .. place(to))
  for _, name in ipairs(names) do
    if not is_read[turn_of(name)] then return false end
  end
  return true
end

local function is_unchanged()
  local record = redis.call('HMGET', k.user, 'epoch', 'facts', 'paused')
  if (record[1] or '') ~= preconditions.epoch or record[3] == '1' then return false end
  if preconditions.epoch .. ':' .. (record[2] or '0') ~= preconditions.factsVersion then return false end
  local cursors = redis.call('HMGET', k.conv, 'learnedTo', 'summarizedTo', 'begunAfter')
  if (cursors[1] or '') ~= preconditions.learnedTo then return false end
  if (cursors[2] or '') ~= preconditions.summarizedTo then return false end
  if (cursors[3] or '') ~= preconditions.begunAfter then return false end
  if not is_as_shown(preconditions.shown) then return false end
  local is_read = {}
  for _, turn in ipairs(preconditions.read) do is_read[turn] = true end
  if not is_all_read(preconditions.learnedTo, writes.learnedTo, is_read) then return false end
  if not is_all_read(preconditions.summarizedTo, writes.summarizedTo, is_read) then return false end
  for _, turn in ipairs(preconditions.covers) do
    if redis.call('HEXISTS', k.log, turn) == 0 then return false end
  end
  for _, fact in ipairs(preconditions.facts) do
    if redis.call('EXISTS', k.fact_prefix .. fact) == 0 then return false end
  end
  for _, id in ipairs(preconditions.summaries) do
    if not summaries[id] then return false end
  end
  return true
end

-- The words of an answer in the context of a fact go with each message that shows the answer.
local function link_context(fact)
  local shown, links = {}, {}
  for _, turn in ipairs(strings_of(decode(redis.call('HGET', fact.key, 'nearTo')))) do
    for _, message in ipairs(string.sub(turn, 1, 2) == 'a:' and messages_of(turn) or {}) do
      shown[#shown + 1], links[#links + 1] = message, padded(message) .. ':m:' .. fact.id
    end
  end
  if #shown == 0 then return end
  redis.call('HSET', fact.key, 'nearShown', table.concat(shown, ' '))
  add_links(links)
end

local function write_fact(fact, first)
  redis.call('HSET', fact.key, unpack(ARGV, first, first + FACT_FIELDS - 1))
  link_context(fact)
  local field, embedding = ARGV[first + FACT_FIELDS], ARGV[first + FACT_FIELDS + 1]
  if field ~= '' then redis.call('HSET', fact.key, field, embedding)
  else redis.call('SADD', k.unembedded, user_id) end
  redis.call('ZADD', k.facts, fact.saidAt, fact.id)
end

-- What was said later stands, whichever was learned first.
local function write_latest_statement(statement)
  local before = decode(redis.call('HGET', statement.key, statement.field))
  if before and (tonumber(before.saidAt) or 0) > statement.saidAt then return end
  write_statement(statement)
  list_entities({ statement })
  add_links(statement.links)
end

local function put_summary(number, summary, covers, messages)
  redis.call('HSET', k.conv, 'segment:' .. number, summary, 'covers:' .. number, covers, 'messages:' .. number, messages)
end

local function write_summaries()
  if writes.summary then
    local shown = {}
    for _, turn in ipairs(preconditions.covers) do
      for _, message in ipairs(messages_of(turn)) do shown[#shown + 1] = message end
    end
    local messages = table.concat(shown, ' ')
    put_summary(digits(count(k.conv, 'segments', 1)), writes.summary, writes.covers, messages)
    prolong_owners(messages)
  end
  if writes.merged then
    local first, second = summaries[preconditions.merged[1]], summaries[preconditions.merged[2]]
    local shown = redis.call('HMGET', k.conv, 'messages:' .. first, 'messages:' .. second)
    redis.call('HDEL', k.conv, 'segment:' .. second, 'covers:' .. second, 'messages:' .. second)
    put_summary(first, writes.merged, writes.mergedCovers, (shown[1] or '') .. ' ' .. (shown[2] or ''))
  end
end

-- What of a question was not kept stands with the question itself, by its place in the words: so it goes with them.
local function write_rejected_quotes(learned)
  local question = decode(redis.call('HGET', k.log, learned.turn))
  if not question or (#learned.quotes == 0 and not question.rejected) then return end
  question.rejected = #learned.quotes > 0 and learned.quotes or nil
  local json = encode(question)
  if json then redis.call('HSET', k.log, learned.turn, json) end
end

local function move_cursors()
  if writes.learnedTo ~= '' then redis.call('HSET', k.conv, 'learnedTo', writes.learnedTo) end
  if writes.summarizedTo ~= '' then redis.call('HSET', k.conv, 'summarizedTo', writes.summarizedTo) end
  if writes.learnedTo ~= '' or #writes.relearned > 0 then redis.call('HDEL', k.conv, 'trouble:learn') end
  if writes.summarizedTo ~= '' then redis.call('HDEL', k.conv, 'trouble:fold') end
  for _, turn in ipairs(writes.relearned) do redis.call('SREM', k.relearn, turn) end
end

-- Whether a question, or its answer, is still needed: it is to be learned again, or being answered.
local function is_needed(id)
  return redis.call('SISMEMBER', k.relearn, 'q:' .. id) == 1 or redis.call('HEXISTS', k.claims, writes.claims .. id) == 1
end

-- Removes the turns that both cursors have passed, unless they are needed.
local function drop_passed()
  local cursors = redis.call('HMGET', k.conv, 'learnedTo', 'summarizedTo')
  if not cursors[1] or not cursors[2] then return end
  local learned, summarized = place(cursors[1]), place(cursors[2])
  local passed = learned < summarized and learned or summarized
  local names = {}
  for _, name in ipairs(redis.call('ZRANGEBYLEX', k.order, '-', '[' .. passed)) do
    if not is_needed(string.sub(turn_of(name), 3)) then names[#names + 1] = name end
  end
  drop(names)
end

-- A conversation that expired, or was forgotten, must not begin again without an expiry.
if redis.call('EXISTS', k.conv) == 0 then return 0 end
if redis.call('HGET', k.conv, 'lesson') == fingerprint then return 1 end
if not is_unchanged() then return 0 end

for i, fact in ipairs(writes.facts) do write_fact(fact, FIRST_FACT + (i - 1) * FACT_ARGS) end
add_links(writes.links)
for _, again in ipairs(writes.confirmed) do confirm(again.fact, again.saidAt) end
for _, id in ipairs(writes.evictedEntities) do delete_entity(id) end
for _, statement in ipairs(writes.statements) do write_latest_statement(statement) end
evict(writes.evicted)
write_summaries()
for _, learned in ipairs(writes.rejectedQuotes) do write_rejected_quotes(learned) end
prolong_all_owners()
move_cursors()
drop_passed()
for _, aside in ipairs(writes.setAside) do redis.call('HSET', KEYS[18], aside.turn, aside.reason) end
if #writes.setAside > 0 then redis.call('EXPIRE', KEYS[18], seconds) end
redis.call('HSET', k.conv, 'lesson', fingerprint)
count(k.user, 'version', 1)
local changes = #writes.facts + #writes.confirmed + #writes.statements + #writes.evicted + #writes.evictedEntities
if changes > 0 then count(k.user, 'facts', 1) end
return 1
