-- Sees whose the messages of a conversation are that is to be put back. What is known of them stays known as long as it;
-- of the others it is not said whose they are: what names them was brought along, and they could be anybody's.
-- KEYS 1 user  2 conv  3 log  4 messages  5 what the keys of messages begin with
-- ARGV 1 user id  2 epoch, or '' if the user has none  3 seconds to live  4 channel id  5.. ids
-- Returns { version, { id, the question of this conversation that it shows or answers, or ''… } of the user's own, { id… }
-- of others' }; 'exists' if the conversation does; 'moved' under another epoch.
-- include turns.lua
-- include rests.lua
-- include owning.lua
local record = redis.call('HMGET', KEYS[1], 'epoch', 'version')
if (record[1] or '') ~= ARGV[2] then return 'moved' end
if redis.call('EXISTS', KEYS[2], KEYS[3]) > 0 then return 'exists' end
local u = { id = ARGV[1], message_prefix = KEYS[5] }
local at, seconds = string.format('%.0f', now()), ARGV[3] * 2
local messages, own, others = { unpack(ARGV, 5) }, {}, {}
local marks = marks_of(u, messages)
for _, message in ipairs(messages) do
  local owner = owner_of(u, marks[message])
  if owner then
    local is_here = owner.channel == ARGV[4] and type(owner.id) == 'string'
    own[#own + 1], own[#own + 2] = message, is_here and owner.id or ''
    if redis.call('EXPIRE', u.message_prefix .. message, seconds, 'GT') == 1 then redis.call('ZADD', KEYS[4], at, message) end
  elseif marks[message] and decode(marks[message]) then others[#others + 1] = message end
end
redis.call('EXPIRE', KEYS[4], seconds)
return { record[2] or '', own, others }
