-- What went into the answers to a user, by question. A script that includes this sets k.traces, and k.former_traces and
-- k.former_trace_prefix: until schema version 5 each trace was a key of its own, in a list.
-- include user-keys.lua
-- include snowflakes.lua
local PAUSE_SECONDS = 3600

-- Removes the trace of the answer to a question. Returns how many there were.
local function delete_trace(question)
  redis.call('ZREM', k.former_traces, question)
  return redis.call('HDEL', k.traces, question) + redis.call('UNLINK', k.former_trace_prefix .. question)
end

-- Keeps a trace. All of them expire at the same time after the last; those that are as old by then go with the first answer after a
-- pause, as each has to be looked at.
local function keep_trace(question, text)
  if redis.call('TTL', k.traces) < seconds - PAUSE_SECONDS then
    for _, id in ipairs(redis.call('HKEYS', k.traces)) do
      if not tonumber(id) or age_of(id) > seconds * 1000 then redis.call('HDEL', k.traces, id) end
    end
  end
  redis.call('HSET', k.traces, question, text)
  redis.call('EXPIRE', k.traces, seconds)
end
