#!lua flags=allow-oom
-- Gives a kept question new words; a question that was learned from is learned again.
-- KEYS 1-17 see conversation-keys.lua
-- ARGV 1-3 see conversation-keys.lua  4-12 see edit_of in edit.lua
-- Returns 1.
-- include edit.lua
edit_question(edit_of(4))
return 1
