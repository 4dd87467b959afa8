-- Reads what a reply may draw on, to a question that is kept, or is being answered without.
-- KEYS 1-17 see conversation-keys.lua
-- ARGV 1-3 see conversation-keys.lua  4-8 see read_snapshot in snapshot.lua: question id…  9 guild id or ''
-- Returns what read_snapshot does; false if the question is neither.
-- include snapshot.lua
-- include retention.lua
local id = ARGV[4]
local is_kept = redis.call('HEXISTS', k.log, 'q:' .. id) == 1
if not is_kept and redis.call('GET', k.message_prefix .. id) ~= UNKEPT then return false end
return read_snapshot({ unpack(ARGV, 4, 8) }, why_unkept(ARGV[9]) or (is_kept and 'kept' or 'incognito'))
