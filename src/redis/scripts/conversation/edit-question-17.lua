#!lua flags=allow-oom
-- Gives a kept question new words; a question that was learned from is learned again.
-- KEYS 1-17 see conversation-keys.lua
-- ARGV 1-3 see conversation-keys.lua  4-12 see edit_of in edit.lua  13 claim field  14 process
-- Returns 1.
-- include edit.lua
-- include claims.lua
local edit = edit_of(4)
local question, _, is_new = edit_question(edit)
local process = read_claim(redis.call('HGET', k.claims, ARGV[13]) or '').process
if is_new and process ~= '' and process ~= ARGV[14] then note_new_words(edit, question) end
return 1
