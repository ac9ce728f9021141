-- All decisions of a limiter, atomic. Times are whole microseconds of Redis's own clock. The same rules in Python: state.py.
--
-- KEYS: server   hash: run id of the Redis that wrote it, time from which calls are granted, last time seen
--       sums     hash of a scope: what is granted within the window and on the day, and until when it is blocked
--       spans    list of a scope: "first last requests tokens images" of calls granted shortly after each other
-- ARGV: operation, window, span, then by operation:
--       acquire       start and end of the provider's day; limits of requests, tokens and images a window, and of
--                     requests a day ("" is none); requests, tokens and images of the call
--       settle        time of the grant, tokens to add
--       block         duration, reason
--       block-day     start and end of the provider's day, reason
--       probe
-- Answer: {"grant", now}, {"wait", duration, limit, reason}, {"day", now} if `now` is not within the given day.
local KEEP = 40 * 86400 * 1000 -- milliseconds

local operation, window, span = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local server, sums, spans = KEYS[1], KEYS[2], KEYS[3]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])

local function text(number)
  return string.format('%.0f', number + 0) -- tostring() would round a time, and there is a -0
end

-- A Redis that was restarted, replaced by its replica or emptied may not know of the calls of the last window.
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') or 'unnamed'
local known = redis.call('HMGET', server, 'run', 'open', 'clock')
local open, clock = tonumber(known[2] or 0), tonumber(known[3] or 0)
if known[1] ~= run or clock - now > window then
  open = now + window
  redis.call('HSET', server, 'run', run, 'open', text(open))
elseif clock > now then
  now = clock -- the machine's clock was set back a little
end
redis.call('HSET', server, 'clock', text(now))
redis.call('PEXPIRE', server, KEEP)

local function keep()
  redis.call('PEXPIRE', sums, KEEP)
  redis.call('PEXPIRE', spans, KEEP)
end

local function parts(entry)
  local found = {}
  for part in string.gmatch(entry, '%S+') do
    found[#found + 1] = tonumber(part)
  end
  return found -- first, last, requests, tokens, images
end

local function joined(entry)
  return table.concat({text(entry[1]), text(entry[2]), text(entry[3]), text(entry[4]), text(entry[5])}, ' ')
end

if operation == 'probe' then
  return {'grant', now}
end

if operation == 'settle' then
  local at, more = tonumber(ARGV[4]), tonumber(ARGV[5])
  for index, entry in ipairs(redis.call('LRANGE', spans, 0, -1)) do
    local found = parts(entry)
    if found[1] <= at and at <= found[2] then
      more = math.max(more, -found[4])
      found[4] = found[4] + more
      redis.call('LSET', spans, index - 1, joined(found))
      redis.call('HINCRBY', sums, 'tokens', text(more))
      break
    end
  end
  return {'grant', now}
end

if operation == 'block' or operation == 'block-day' then
  local till, reason
  if operation == 'block' then
    till, reason = now + tonumber(ARGV[4]), ARGV[5]
  else
    if now < tonumber(ARGV[4]) or now >= tonumber(ARGV[5]) then
      return {'day', now}
    end
    till, reason = tonumber(ARGV[5]), ARGV[6]
  end
  if till > tonumber(redis.call('HGET', sums, 'blocked') or 0) then
    redis.call('HSET', sums, 'blocked', text(till), 'reason', reason)
    keep()
  end
  return {'grant', now}
end

-- acquire
local day_start, day_end = tonumber(ARGV[4]), tonumber(ARGV[5])
local limits = {tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])} -- nil is none
local day_limit = tonumber(ARGV[9])
local cost = {tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])}
if now < day_start or now >= day_end then
  return {'day', now}
end

local names = {'requests', 'tokens', 'images'}
local stored = redis.call('HMGET', sums, 'requests', 'tokens', 'images', 'day', 'day_requests', 'blocked', 'reason')
local taken = {tonumber(stored[1] or 0), tonumber(stored[2] or 0), tonumber(stored[3] or 0)}
local today = (tonumber(stored[4] or 0) == day_start) and tonumber(stored[5]) or 0
local blocked, reason = tonumber(stored[6] or 0), stored[7] or ''

local head = redis.call('LINDEX', spans, 0)
while head do
  local oldest = parts(head)
  if oldest[2] <= now and now < oldest[2] + window then
    break
  end
  redis.call('LPOP', spans)
  for which = 1, 3 do
    taken[which] = taken[which] - oldest[2 + which]
  end
  head = redis.call('LINDEX', spans, 0)
end
if not head then
  taken = {0, 0, 0}
end

local till, limit = now, ''
local function not_before(moment, name)
  if moment > till then
    till, limit = moment, name
  end
end

not_before(open, 'unknown')
not_before(blocked, 'blocked')
if day_limit and today + cost[1] > day_limit then
  not_before(day_end, 'day')
end

-- When at least `excess` of what is granted has left the window. Mostly one of the oldest entries decides.
local function room(which, excess)
  local moment, index = now, 0
  while excess > 0 do
    local entries = redis.call('LRANGE', spans, index, index + 7)
    for _, entry in ipairs(entries) do
      if excess <= 0 then
        return moment
      end
      local found = parts(entry)
      moment, excess = found[2] + window, excess - found[2 + which]
    end
    if #entries < 8 then
      return moment
    end
    index = index + 8
  end
  return moment
end

for which = 1, 3 do
  if limits[which] and cost[which] > 0 then
    not_before(room(which, taken[which] + cost[which] - limits[which]), names[which])
  end
end

local waits = till > now
if not waits then
  local newest = redis.call('LINDEX', spans, -1)
  local entry = newest and parts(newest)
  if entry and now - entry[1] < span then
    entry[2] = now
    for which = 1, 3 do
      entry[2 + which] = entry[2 + which] + cost[which]
    end
    redis.call('LSET', spans, -1, joined(entry))
  else
    redis.call('RPUSH', spans, joined({now, now, cost[1], cost[2], cost[3]}))
  end
  for which = 1, 3 do
    taken[which] = taken[which] + cost[which]
  end
  today = today + cost[1]
end
redis.call('HSET', sums, 'requests', text(taken[1]), 'tokens', text(taken[2]), 'images', text(taken[3]),
  'day', text(day_start), 'day_requests', text(today))
keep()
if waits then
  return {'wait', till - now, limit, limit == 'blocked' and reason or ''}
end
return {'grant', now}
