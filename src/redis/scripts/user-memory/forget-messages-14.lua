#!lua flags=allow-oom
-- Removes what some messages lead to whose turns are gone: traces, context of facts, and whose they are.
-- KEYS 1-9 see user-keys.lua  10 prefix of logs  11-13 see traces.lua  14 claims
-- ARGV 1-2 see user-keys.lua  3 seconds for which it is remembered that a message is forgotten  4 channel id
--      or ''  5.. message ids; messages of another channel than that are skipped
-- Returns how many traces there were.
-- include forget.lua
-- include traces.lua
k.log_prefix, k.traces, k.former_traces, k.former_trace_prefix = unpack(KEYS, 10, 13)
local tombstone_seconds = ARGV[3]
local traces, is_changed = 0, false

for _, message in ipairs({ unpack(ARGV, 5) }) do
  local owner = owner_of(message)
  if owner and (ARGV[4] == '' or owner.channel == ARGV[4]) then
    local turn, is_in_log = turn_shown(message, owner)
    -- What came in since stays.
    if not is_in_log then
      if string.sub(turn, 1, 2) == 'q:' then
        traces = traces + delete_trace(message)
        redis.call('HDEL', KEYS[14], user_id .. ':' .. tostring(owner.channel) .. ':' .. message)
      end
      is_changed = delete_words(message, 'nam') or is_changed
      forget_owner(message, tombstone_seconds, age_of(message) > tombstone_seconds * 1000)
    end
  end
end
if is_changed then note_change(true) end
return traces
