-- What a reply to a question may draw on.
-- include change-log.lua
-- include knowledge.lua
-- include summaries.lua

-- How many of the turns before a question a window of `n` shows. Where they are more, the oldest go in steps of half a window and
-- not one by one: so the beginning of the prompt stays the same from answer to answer, and a provider can reuse it.
local function window_size(before, oldest, n)
  local count = redis.call('ZLEXCOUNT', k.order, oldest, '(' .. member('q', before))
  if count <= n then return n end
  local step = math.max(2, math.floor(n / 4) * 2)
  return count - math.ceil((count - n) / step) * step
end

-- The newest turns before a question, `n` at most, that no summary covers, that are not older than the cutoff id, that were
-- said after the conversation was begun anew, if it was, and that are visible: turn, JSON, turn, JSON… with the newest first.
-- What cannot be read is returned as well, to be reported, and so are those between that may be visible, four times as many at
-- most; they are not counted.
local function read_window(before, summarized, begun_after, cutoff, n, is_visible)
  local oldest = '[' .. member('q', cutoff)
  if summarized and place(summarized) >= member('q', cutoff) then oldest = after(summarized) end
  local begun = begun_after and '(' .. member('a', begun_after)
  if begun and string.sub(begun, 2) > string.sub(oldest, 2) then oldest = begun end
  local found, wanted, unsure, from, step = {}, window_size(before, oldest, n), 4 * n, 0, n
  -- Reading 2,000 turns that are not visible takes some ms, so the search ends there.
  while wanted > 0 and from < 2000 do
    local names = redis.call('ZREVRANGEBYLEX', k.order, '(' .. member('q', before), oldest, 'LIMIT', from, step)
    if #names == 0 then break end
    local turns = turns_of(names)
    local values = redis.call('HMGET', k.log, unpack(turns))
    for i, turn in ipairs(turns) do
      local json = values[i] and not is_hidden(values[i], is_visible) and values[i]
      local value = json and decode(json)
      local is_shown = json and not value
      local seen = value and not value.isStale and not value.isBack and is_visible(value.scope)
      if seen == true and wanted > 0 then wanted, is_shown = wanted - 1, true
      elseif seen == 'perhaps' and unsure > 0 then unsure, is_shown = unsure - 1, true end
      if is_shown then found[#found + 1], found[#found + 2] = turn, json end
    end
    -- Some were not visible: the search goes further back.
    from, step = from + step, 100
  end
  return found
end

-- The state that an answer is made from: the epoch, and how often something was forgotten in it.
local function snapshot_token()
  local record = redis.call('HMGET', k.user, 'epoch', 'forgotten')
  return (record[1] or '') .. ':' .. (record[2] or '0')
end

-- args 1 question id  2 scopes, see `visibility`  3 window size  4 cutoff id: older turns are not read
--      5 the version of the knowledge that the process has
-- keeping  `kept`, or why the question is not
-- Returns { epoch, turns, summaries, knowledge, { time zone, paused, locale, seen: '' what is not set }, keeping, token,
-- the id after which the conversation was begun anew, or '' }: summaries of what was said before are among those returned.
local function read_snapshot(args, keeping)
  local is_visible = visibility(args[2])
  local record = redis.call('HMGET', k.user, 'timeZone', 'paused', 'locale', 'seen', 'epoch')
  local conv = redis.call('HMGET', k.conv, 'summarizedTo', 'begunAfter')
  return {
    record[5] or '',
    read_window(args[1], conv[1], conv[2], args[4], tonumber(args[3]), is_visible),
    read_summaries(k.conv, is_visible),
    read_knowledge(args[5]),
    { record[1] or '', record[2] or '', record[3] or '', record[4] or '' },
    keeping,
    snapshot_token(),
    conv[2] or '',
  }
end
