-- Removes summaries of the conversation that conversation-keys.lua names.
-- include conversation-keys.lua

-- Removes each summary for which `is_affected` holds; it is given the turns that the summary covers, nil if they cannot be
-- read, and the JSON of the summary. Returns how many were removed.
local function delete_summaries(is_affected)
  local found = 0
  for _, field in ipairs(redis.call('HKEYS', k.conv)) do
    local number = string.match(field, '^segment:(.*)$')
    if number then
      local stored = redis.call('HMGET', k.conv, 'covers:' .. number, field)
      if is_affected(decode(stored[1]), stored[2]) then
        redis.call('HDEL', k.conv, field, 'covers:' .. number, 'messages:' .. number)
        found = found + 1
      end
    end
  end
  return found
end

-- Removes the summaries that cover a question or its answer; if `kind` is 'a', the answer. A summary whose turns cannot be
-- read may cover it.
local function delete_summaries_of(question, kind)
  delete_summaries(function(covered)
    if not covered then return true end
    for _, turn in ipairs(covered) do
      if turn == 'a:' .. question or (kind == 'q' and turn == 'q:' .. question) then return true end
    end
    return false
  end)
end
