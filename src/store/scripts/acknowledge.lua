#!lua flags=allow-oom
-- The screen of one revision has been shown. It frees memory, so a full server takes it.
--
-- keys       1 the member, 2 the debts of the partition
-- arguments  1 member, 2 name of the lease, 3 revision that was shown, 4 ms of a lease,
--            5 nothing, or ms after which a member who cannot be reached is erased at the latest
-- does       ends the debt and its lease; where a newer screen is owed by now it prolongs the lease instead
-- answers    {"lost"} where somebody else has the lease or the record is gone, {"settled"},
--            {"more", revision} or {"more", revision, session}: show that one and acknowledge again
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call("HMGET", KEYS[1], "lo", "lu", "e", "s")
if kept[1] ~= ARGV[2] or (tonumber(kept[2] or "") or 0) <= now then return { "lost" } end
if kept[3] ~= ARGV[3] then
  redis.call("HSET", KEYS[1], "lu", now + ARGV[4])
  redis.call("ZADD", KEYS[2], now + ARGV[4], ARGV[1])
  if not kept[4] then return { "more", kept[3] or "" } end
  return { "more", kept[3] or "", kept[4] }
end
redis.call("HDEL", KEYS[1], "oa", "lo", "lu")
redis.call("ZREM", KEYS[2], ARGV[1])
if ARGV[5] and redis.call("PTTL", KEYS[1]) > tonumber(ARGV[5]) then redis.call("PEXPIRE", KEYS[1], ARGV[5]) end
return { "settled" }
