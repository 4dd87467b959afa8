-- The shard that a server falls in, of so many: `(id >> 22) % count`, and the first for no server, ''. An id does not fit a Lua number:
-- the remainder is taken digit by digit.
local function shard_of(guild, count)
  local rest, modulus = 0, count * 4194304
  for digit in string.gmatch(guild, '%d') do rest = (rest * 10 + tonumber(digit)) % modulus end
  return math.floor(rest / 4194304)
end
