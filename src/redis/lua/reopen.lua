-- Claims a kept question again, with a new text if it was edited. Where nothing may be kept now, its answer is not.
-- KEYS 1-17 as revising.lua says  18 claims
-- ARGV 1-5 as snapshot.lua says  6-10 as pending.lua says: user id, channel id…  11 claim field  12 process
--      13 seconds to live  14 '1' if it was edited, else '0'  15 new text
--      16 scope under which it is said, or ''  17 guild id or ''  18 when the question was said, in ms
--      19 seconds for which a question that is not kept is marked as such
-- Returns { question as JSON, its answer as JSON or '', { as snapshot.lua says } };
-- false if the question is not kept, or may not be kept with its new words, or can't be read, has come back to be learned anew, or has its answer and was not
-- changed by the edit.
-- include snapshot.lua
-- include pending.lua
-- include revising.lua
local id = ARGV[1]
local question, answered, is_new
if ARGV[14] == '1' then
  question, answered, is_new = revise(KEYS, {
    id = id, user = ARGV[6], channel = ARGV[7],
    text = ARGV[15], scope = ARGV[16], guild = ARGV[17], said_at = ARGV[18], seconds = ARGV[13],
    unkept_seconds = ARGV[19],
  }, { unpack(ARGV, 6, 10) })
else
  question = narrow(KEYS, id, ARGV[16])
end
if not question or question.isBack then
  redis.call('HDEL', KEYS[18], ARGV[11])
  return false
end
-- Discord repeats edits, and tells of link previews as edits.
if ARGV[14] == '1' and not is_new and answered and not answered.isStale then return false end
redis.call('HSET', KEYS[18], ARGV[11], stamp(ARGV[12]))
touch(KEYS[2], KEYS[3], KEYS[4], KEYS[9], ARGV[7], ARGV[13])
local keeping = why_unkept(KEYS[1], ARGV[7], KEYS[16], ARGV[17]) or 'kept'
return { redis.call('HGET', KEYS[3], 'q:' .. id), redis.call('HGET', KEYS[3], 'a:' .. id) or '', snapshot(KEYS, ARGV, keeping) }
