-- The keys and arguments that every script about one conversation begins with: see `conversationKeys` in script-context.ts.
-- include user-keys.lua
k.conv, k.log, k.order, k.relearn = KEYS[10], KEYS[11], KEYS[12], KEYS[13]
k.convs, k.pending, k.claims, k.memory_off = KEYS[14], KEYS[15], KEYS[16], KEYS[17]
local channel = ARGV[3]
