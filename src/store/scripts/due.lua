#!lua flags=no-writes
-- Which debts somebody should look at, by the server's own clock, oldest first.
--
-- keys       1 the debts of a partition
-- arguments  1 at most this many
-- answers    the members
local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return redis.call("ZRANGEBYSCORE", KEYS[1], "-inf", now, "LIMIT", 0, ARGV[1])
