#!lua flags=allow-oom
-- The screen could not be shown: gives the lease back, and the debt waits.
--
-- keys       1 the member, 2 the debts of the partition
-- arguments  1 member, 2 name of the lease, 3 ms until somebody should look again
-- answers    {"lost"} where somebody else has the lease or the record is gone, {"postponed"}
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call("HMGET", KEYS[1], "lo", "lu")
if kept[1] ~= ARGV[2] or (tonumber(kept[2] or "") or 0) <= now then return { "lost" } end
redis.call("HDEL", KEYS[1], "lo", "lu")
redis.call("ZADD", KEYS[2], now + ARGV[3], ARGV[1])
return { "postponed" }
