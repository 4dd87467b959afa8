-- Keeps what a user tells, moves or corrects by themselves, all of it or nothing. Applied again, it changes nothing.
-- KEYS 1 user  2 facts  3 entities  4 sources  5 unembedded  6 messages
--      7-9 prefixes, to which an id is added: fact, entity, message  10 guilds  11.. guild, for each in which a fact was told
-- ARGV 1 user id  2 the change's mark: the same one again is the same change  3 epoch, if the user has none
--      4 the change as JSON: see KeptChange in own/change-args.ts
--      5.. for each of its facts seven fields of its hash with their values
-- Returns 1 when kept, or it was kept before; 0 if its ground has changed.
-- include turns.lua
-- include rests.lua
-- include knowing.lua
-- include owning.lua
local change = cjson.decode(ARGV[4])
local u = {
  id = ARGV[1], user = KEYS[1], facts = KEYS[2], entities = KEYS[3], sources = KEYS[4], messages = KEYS[6],
  fact_prefix = KEYS[7], entity_prefix = KEYS[8], message_prefix = KEYS[9], seconds = change.seconds * 2,
}
local FACT_ARGS = 14

local marks = marks_of(u, change.messages)

local function is_unchanged()
  if (redis.call('HGET', u.user, 'epoch') or '') ~= change.epoch then return false end
  for _, fact in ipairs(change.standing) do
    if redis.call('EXISTS', u.fact_prefix .. fact) == 0 then return false end
  end
  local mark = change.told and marks[change.told]
  return mark ~= '' and mark ~= '-' -- it was deleted, or is answered without being kept
end

-- What anybody else's, or nobody's, message leads to would go with it, and its record with what it leads to.
local owners = {}
for _, message in ipairs(change.messages) do owners[message] = owner_of(u, marks[message]) end

-- Whose the message is that says it, as Discord has just shown. One of the future will be somebody's.
local function claim(message, fact)
  if filled(message) > newest then return end
  owners[message] = { user = u.id, channel = fact.channel, id = message, scope = fact.scope }
  redis.call('SET', u.message_prefix .. message, cjson.encode(owners[message]))
  redis.call('ZADD', u.messages, now(), message)
  redis.call('EXPIRE', u.messages, u.seconds)
  marks[message] = true
end

local leads, listed = {}, {}

-- It takes the place of one under the same id, with all that led to that one.
local function keep_fact(fact, first)
  local key = u.fact_prefix .. fact.id
  if redis.call('EXISTS', key) == 1 then take_fact(u, fact.id) end
  redis.call('HSET', key, unpack(ARGV, first, first + FACT_ARGS - 1))
  listed[#listed + 1], listed[#listed + 2] = fact.saidAt, fact.id
  for _, message in ipairs(fact.sources) do
    if message == change.told and not marks[message] then claim(message, fact) end
    if owners[message] then leads[#leads + 1] = filled(message) .. ':f:' .. fact.id end
  end
end

local function keep_statement(statement)
  put_statement(u, statement)
  for _, message in ipairs(statement.sources) do
    if owners[message] then
      leads[#leads + 1] = filled(message) .. ':s:' .. statement.entity .. ':' .. statement.field
    end
  end
end

-- Once for each time it was said.
local function confirm_once(again)
  local at = string.format('%.0f', again.saidAt)
  if redis.call('HGET', u.fact_prefix .. again.fact, 'confirmedAt') ~= at then confirm(u, again.fact, again.saidAt) end
end

local known = redis.call('HGET', u.user, 'facts') or '0'
if redis.call('HGET', u.user, 'change') == ARGV[2] .. ':' .. known then return 1 end
if not is_unchanged() then return 0 end
if change.isEmpty then return 1 end

redis.call('HSETNX', u.user, 'epoch', ARGV[3])
redis.call('PERSIST', u.user) -- after everything was forgotten it stays for a day
for _, id in ipairs(change.goneFacts) do take_fact(u, id) end
for _, gone in ipairs(change.goneStatements) do take_statement(u, gone.entity, gone.field) end
evict(u, change.evicted)
for i, fact in ipairs(change.facts) do keep_fact(fact, 5 + (i - 1) * FACT_ARGS) end
if #listed > 0 then
  redis.call('ZADD', u.facts, unpack(listed))
  redis.call('SADD', KEYS[5], u.id)
end
for i, guild in ipairs(change.guilds) do
  redis.call('SADD', KEYS[10], guild)
  redis.call('SADD', KEYS[10 + i], u.id)
end
for _, statement in ipairs(change.statements) do keep_statement(statement) end
list_entities(u, change.statements)
lead_to(u, leads)
for _, again in ipairs(change.confirmed) do confirm_once(again) end
count(u.user, 'version', 1)
redis.call('HSET', u.user, 'change', ARGV[2] .. ':' .. string.format('%.0f', count(u.user, 'facts', 1)))
return 1
