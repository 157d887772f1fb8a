#!lua
-- Keeps a report, newest first; the oldest of too many goes.
--
-- keys       1 the reports
-- arguments  1 sealed report, 2 how many are kept
-- answers    {"done"}
redis.call("LPUSH", KEYS[1], ARGV[1])
redis.call("LTRIM", KEYS[1], 0, ARGV[2] - 1)
return { "done" }
