-- Takes away what some messages of a conversation lead to whose turns are gone: traces, words around facts, and whose
-- they are.
-- KEYS 1 user  2 sources  3 unembedded  4 messages  5 traces  6 claims
--      7-10 prefixes, to which an id is added: fact, message, trace, log
-- ARGV 1 user id  2 channel id  3 what the claims of the conversation begin with  4 seconds to live
--      5 seconds for which it is remembered that a message is forgotten  6.. message ids; others may be among them
-- Returns how many traces there were.
-- include turns.lua
-- include rests.lua
-- include forgetting.lua
local u = {
  user = KEYS[1], user_id = ARGV[1], sources = KEYS[2], unembedded = KEYS[3], messages = KEYS[4],
  fact_prefix = KEYS[7], message_prefix = KEYS[8], log_prefix = KEYS[10], seconds = ARGV[4] * 2, deleted = ARGV[5],
}
local at, traces, is_known_changed = now(), 0, false

for _, message in ipairs({ unpack(ARGV, 6) }) do
  local owner = owner_of(u, message)
  if owner and owner.channel == ARGV[2] then
    local turn, is_kept = turn_shown(u, message, owner)
    -- What came in since stays.
    if not is_kept then
      if string.sub(turn, 1, 2) == 'q:' then
        traces = traces + take_trace(KEYS[5], KEYS[9], message)
        redis.call('HDEL', KEYS[6], ARGV[3] .. message)
      end
      is_known_changed = take_words(u, message, 'nam') or is_known_changed
      forget_owner(u, message, age_of(message, at) > u.deleted * 1000)
    end
  end
end
if is_known_changed then note_change(u, true) end
return traces
