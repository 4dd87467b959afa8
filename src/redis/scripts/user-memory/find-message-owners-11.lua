-- Finds whose the messages of a conversation are that is to be restored. What is known of them stays known as long as the
-- conversation; of the others nothing is recorded: what names them was brought along, and they could be anybody's.
-- KEYS 1-9 see user-keys.lua  10 conv  11 log
-- ARGV 1-2 see user-keys.lua  3 epoch, or '' if the user has none  4 channel id  5.. message ids
-- Returns { version, { id, the question of this conversation that it shows or answers, or ''… } of the user's own, { id… }
-- of others' }; 'exists' if the conversation does; 'moved' under another epoch.
-- include message-owners.lua
local record = redis.call('HMGET', k.user, 'epoch', 'version')
if (record[1] or '') ~= ARGV[3] then return 'moved' end
if redis.call('EXISTS', KEYS[10], KEYS[11]) > 0 then return 'exists' end
local at, messages, own, others = digits(now()), { unpack(ARGV, 5) }, {}, {}
local records = records_of(messages)
for _, message in ipairs(messages) do
  local owner = parse_owner(message, records[message])
  if owner then
    local is_here = owner.channel == ARGV[4] and type(owner.id) == 'string'
    own[#own + 1], own[#own + 2] = message, is_here and owner.id or ''
    if redis.call('EXPIRE', k.message_prefix .. message, owner_seconds, 'GT') == 1 then
      redis.call('ZADD', k.messages, at, message)
    end
  elseif parse_record(message, records[message]) then others[#others + 1] = message end
end
redis.call('EXPIRE', k.messages, owner_seconds)
return { record[2] or '', own, others }
