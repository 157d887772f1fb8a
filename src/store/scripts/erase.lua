#!lua flags=allow-oom
-- Forgets one member. It frees memory, so a full server takes it.
--
-- keys       1 the member, 2 the debts of the partition, 3 the day's note that somebody was erased
-- arguments  1 member, 2 mark of the update, 3 new revision, 4 when the update happened, in ms, 5 ms that the tombstone
--            stands, 6 ms of a lease, 7 sealed address where the screen is owed that says so ("" where none is)
-- does       leaves the revision, the mark and the time, so that an update that is older or comes again does not bring the
--            member back. A lease that stands goes on. The note asks for a rewrite of the append-only file.
-- answers    {"erased", granted}
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call("HMGET", KEYS[1], "lo", "lu")
local holder, until_ = kept[1], tonumber(kept[2] or "") or 0
local leased = holder and until_ > now
redis.call("DEL", KEYS[1])
redis.call("HSET", KEYS[1], "e", ARGV[3], "r", ARGV[2], "x", ARGV[4])
redis.call("PEXPIRE", KEYS[1], ARGV[5])
redis.call("SET", KEYS[3], "1")
if ARGV[7] == "" then
  redis.call("ZREM", KEYS[2], ARGV[1])
  return { "erased", 0 }
end
if not leased then holder, until_ = ARGV[3], now + ARGV[6] end
redis.call("HSET", KEYS[1], "oa", ARGV[7], "lo", holder, "lu", until_)
redis.call("ZADD", KEYS[2], until_, ARGV[1])
return { "erased", (holder == ARGV[3]) and 1 or 0 }
