-- Gives a kept question other words; one that was learned from comes back to be learned anew.
-- KEYS 1-17 as revising.lua says
-- ARGV 1 question id  2-6 as pending.lua says: user id, channel id…  7 new text
--      8 scope under which it is said, or ''  9 guild id or ''  10 when the question was said, in ms  11 seconds to live
-- Returns 1 if the words are new, else 0: it says that already, or is no question that was kept.
-- include turns.lua
-- include pending.lua
-- include revising.lua
local _, _, is_new = revise(KEYS, {
  id = ARGV[1], user = ARGV[2], channel = ARGV[3],
  text = ARGV[7], scope = ARGV[8], guild = ARGV[9], said_at = ARGV[10], seconds = ARGV[11],
}, { unpack(ARGV, 2, 6) })
return is_new and 1 or 0
