-- The keys and arguments that every script about a user's memory begins with: see `userKeys` in script-context.ts.
-- include values.lua
local k = {
  user = KEYS[1], facts = KEYS[2], entities = KEYS[3], links = KEYS[4], messages = KEYS[5], unembedded = KEYS[6],
  -- Prefixes, to which an id is added.
  fact_prefix = KEYS[7], entity_prefix = KEYS[8], message_prefix = KEYS[9],
}
local user_id, seconds = ARGV[1], tonumber(ARGV[2])

-- How long it is known whose a message is that nothing rests on. Twice as long as a conversation lives: a turn may be
-- kept for nearly that long after it was said, when its conversation was used again just before it would have expired.
local owner_seconds = seconds * 2
