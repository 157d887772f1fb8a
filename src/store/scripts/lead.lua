#!lua
-- Takes or extends the lease of a leader.
--
-- keys       1 the lease
-- arguments  1 who asks, 2 ms of the lease
-- answers    {"follow"} while somebody else has it, {"lead", its end in ms}
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call("HMGET", KEYS[1], "holder", "until")
if kept[1] and kept[1] ~= ARGV[1] and (tonumber(kept[2] or "") or 0) > now then return { "follow" } end
redis.call("HSET", KEYS[1], "holder", ARGV[1], "until", now + ARGV[2])
redis.call("PEXPIRE", KEYS[1], ARGV[2])
return { "lead", now + ARGV[2] }
