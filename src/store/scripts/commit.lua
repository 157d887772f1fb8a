#!lua
-- Applies one update to one member, whole or not at all. Without the flag allow-oom the server refuses it as a whole,
-- before its first command, when it is out of memory, read-only, a replica, or cannot write to its disk.
--
-- keys       1 the member, 2 the debts of the partition (member by the time when somebody should look)
-- arguments  1 member, 2 mark of the update, 3 revision that the session was made from ("" where there was none),
--            4 new revision, 5 sealed session, 6 ms until all of it is erased, 7 ms of a lease,
--            8 sealed address where the screen is owed ("" where none is), 9 when the update happened, in ms,
--            10 how many marks are remembered
-- does       all reads and checks before the first write; the first write holds session, mark and debt together. The new
--            revision is the name of the lease too, so whoever sends the same call again is told that it is theirs.
-- answers    {"saved", granted}
--            {"conflict"} where there is no record that can be read, else {"conflict", revision, session}
--            {"duplicate", granted, revision} of somebody forgotten, else {"duplicate", granted, revision, session}
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local member, mark, expected, revision = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local lease_end = now + ARGV[7]
local kept = redis.call("HMGET", KEYS[1], "e", "r", "x", "lo", "lu", "oa", "s")
local before, marks, erased_at, holder, until_, owed, session =
  kept[1], kept[2] or "", kept[3], kept[4], tonumber(kept[5] or "") or 0, kept[6], kept[7]
local leased = holder and until_ > now

local function seen()
  local at = string.find(marks, mark, 1, true)
  while at and (at - 1) % #mark ~= 0 do
    at = string.find(marks, mark, at + 1, true)
  end
  return at
end

local function take()
  redis.call("HSET", KEYS[1], "lo", revision, "lu", lease_end)
  redis.call("ZADD", KEYS[2], lease_end, member)
end

if before == revision then
  return { "saved", (leased and holder == revision) and 1 or 0 }
end
if seen() or (erased_at and tonumber(ARGV[9]) <= (tonumber(erased_at) or 0)) then
  local granted = owed and ((not leased) or holder == revision)
  if granted then take() end
  if not session then return { "duplicate", granted and 1 or 0, before or "" } end
  return { "duplicate", granted and 1 or 0, before or "", session }
end
if (session and before or "") ~= expected then
  if not session then return { "conflict" } end
  return { "conflict", before or "", session }
end

marks = string.sub(marks .. mark, -#mark * ARGV[10])
if ARGV[8] == "" then
  redis.call("HSET", KEYS[1], "e", revision, "s", ARGV[5], "r", marks)
  redis.call("HDEL", KEYS[1], "x", "oa", "lo", "lu")
  redis.call("ZREM", KEYS[2], member)
else
  redis.call("HSET", KEYS[1], "e", revision, "s", ARGV[5], "r", marks, "oa", ARGV[8])
  if erased_at then redis.call("HDEL", KEYS[1], "x") end
  if not leased then take() end
end
redis.call("PEXPIRE", KEYS[1], ARGV[6])
return { "saved", (ARGV[8] ~= "" and not leased) and 1 or 0 }
