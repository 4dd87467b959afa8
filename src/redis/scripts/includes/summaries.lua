-- The summaries of a conversation as far as they are visible.
-- include values.lua

-- scopes: `*` for every scope, or a ScopeFilter of memory/scope.ts as JSON. Returns a predicate: true if what was said under a
-- scope is visible, 'perhaps' if the caller has to find out, false if it is not.
local function visibility(scopes)
  if scopes == '*' then return function() return true end end
  local filter, is_listed = cjson.decode(scopes), {}
  for _, scope in ipairs(filter.visible) do is_listed[scope] = true end
  return function(scope)
    if is_listed[scope] then return true end
    local begins = filter.prefix and type(scope) == 'string' and string.sub(scope, 1, #filter.prefix) == filter.prefix
    return begins and 'perhaps'
  end
end

-- Whether a turn or a summary is certainly not visible, by a look at its JSON: decoding takes ten times as long. Inside a
-- text the quotes would be escaped.
local function is_hidden(json, is_visible)
  local _, at = string.find(json, '"scope":"', 1, true)
  return at and not is_visible(string.match(json, '^[^"]*', at + 1))
end

-- Field, JSON, field, JSON… What cannot be read is returned as well, to be reported; snapshot.ts checks the scope again.
local function read_summaries(conv, is_visible)
  local found = {}
  -- By the names of the fields: the turns that a summary covers stand in a field beside it, and can be thousands.
  for _, field in ipairs(redis.call('HKEYS', conv)) do
    local json = string.sub(field, 1, 8) == 'segment:' and redis.call('HGET', conv, field)
    if json and not is_hidden(json, is_visible) then found[#found + 1], found[#found + 2] = field, json end
  end
  return found
end
