-- What a user tells, moves or corrects by themselves, all of it or nothing. Run again, it changes nothing.
-- KEYS 1-9 see user-keys.lua  10 guilds  11 prefix of guilds
-- ARGV 1-2 see user-keys.lua  3 the change's fingerprint: the same one again is the same change
--      4 epoch, if the user has none  5 the change as JSON: see ChangePayload in change.ts
--      6.. for each of its facts seven fields of its hash with their values
-- Returns 1 if it is stored now, or was before; 0 if anything it was made of has changed.
-- include write-knowledge.lua
-- include message-owners.lua
-- include snowflakes.lua
-- include user-record.lua
local fingerprint, change = ARGV[3], cjson.decode(ARGV[5])
local FIRST_FACT, FACT_ARGS = 6, 14

local records = records_of(change.messages)

local function is_unchanged()
  if (redis.call('HGET', k.user, 'epoch') or '') ~= change.epoch then return false end
  for _, fact in ipairs(change.standing) do
    if redis.call('EXISTS', k.fact_prefix .. fact) == 0 then return false end
  end
  local record = change.told and records[change.told]
  return record ~= '' and record ~= '-' -- it was deleted, or is answered without being kept
end

-- What rests on a message goes with it: so a message that may be another user's leads to nothing.
local is_own = {}
for _, message in ipairs(change.messages) do is_own[message] = parse_owner(message, records[message]) ~= nil end

-- Records whose the message is that says the change, which Discord has just shown to be the user's.
local newest = padded(newest_id())
local function record_teller(fact)
  if padded(change.told) > newest then return end
  local owner = { user = user_id, channel = fact.channel, id = change.told, scope = fact.scope }
  redis.call('SET', k.message_prefix .. change.told, record_text(change.told, owner))
  redis.call('ZADD', k.messages, now(), change.told)
  redis.call('EXPIRE', k.messages, owner_seconds)
  is_own[change.told], records[change.told] = true, true
end

local links, listed = {}, {}
local function link(messages, target)
  for _, message in ipairs(messages) do
    if is_own[message] then links[#links + 1] = padded(message) .. target end
  end
end

-- Stores a fact, in the place of the one under the same id and all that led to that.
local function write_fact(fact, first)
  local key = k.fact_prefix .. fact.id
  if redis.call('EXISTS', key) == 1 then delete_fact(fact.id) end
  redis.call('HSET', key, unpack(ARGV, first, first + FACT_ARGS - 1))
  listed[#listed + 1], listed[#listed + 2] = fact.saidAt, fact.id
  for _, message in ipairs(fact.sources) do
    if message == change.told and not records[message] then record_teller(fact) end
  end
  link(fact.sources, ':f:' .. fact.id)
end

-- Confirms a fact once for each time it was said.
local function confirm_once(again)
  local confirmed_at = redis.call('HGET', k.fact_prefix .. again.fact, 'confirmedAt')
  if confirmed_at ~= digits(again.saidAt) then confirm(again.fact, again.saidAt) end
end

local facts_version = redis.call('HGET', k.user, 'facts') or '0'
if redis.call('HGET', k.user, 'change') == fingerprint .. ':' .. facts_version then return 1 end
if not is_unchanged() then return 0 end
if change.isEmpty then return 1 end

keep_record(k.user, ARGV[4])
for _, id in ipairs(change.goneFacts) do delete_fact(id) end
for _, gone in ipairs(change.goneStatements) do delete_statement(gone.entity, gone.field) end
evict(change.evicted)
for i, fact in ipairs(change.facts) do write_fact(fact, FIRST_FACT + (i - 1) * FACT_ARGS) end
if #listed > 0 then
  redis.call('ZADD', k.facts, unpack(listed))
  redis.call('SADD', k.unembedded, user_id)
end
for _, guild in ipairs(change.guilds) do
  redis.call('SADD', KEYS[10], guild)
  redis.call('SADD', KEYS[11] .. guild, user_id)
end
for _, statement in ipairs(change.statements) do
  write_statement(statement)
  link(statement.sources, ':s:' .. statement.entity .. ':' .. statement.field)
end
list_entities(change.statements)
add_links(links)
for _, again in ipairs(change.confirmed) do confirm_once(again) end
count(k.user, 'version', 1)
redis.call('HSET', k.user, 'change', fingerprint .. ':' .. digits(count(k.user, 'facts', 1)))
return 1
