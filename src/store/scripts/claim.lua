#!lua flags=allow-oom
-- Takes over the debt of one member, if its time has come and nobody has a lease on it.
--
-- keys       1 the member, 2 the debts of the partition
-- arguments  1 member, 2 name of the new lease, 3 ms of a lease
-- does       a member of whom nothing is owed any more leaves the debts
-- answers    {"not-due"}, {"taken", address, revision} or {"taken", address, revision, session}
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call("HMGET", KEYS[1], "oa", "lo", "lu", "e", "s")
if not kept[1] then
  redis.call("ZREM", KEYS[2], ARGV[1])
  return { "not-due" }
end
local until_ = tonumber(kept[3] or "") or 0
if kept[2] ~= ARGV[2] then
  if kept[2] and until_ > now then
    redis.call("ZADD", KEYS[2], until_, ARGV[1])
    return { "not-due" }
  end
  local due = redis.call("ZSCORE", KEYS[2], ARGV[1])
  if due and tonumber(due) > now then return { "not-due" } end
end
redis.call("HSET", KEYS[1], "lo", ARGV[2], "lu", now + ARGV[3])
redis.call("ZADD", KEYS[2], now + ARGV[3], ARGV[1])
if not kept[5] then return { "taken", kept[1], kept[4] or "" } end
return { "taken", kept[1], kept[4] or "", kept[5] }
