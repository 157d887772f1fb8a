#!lua
-- Adds one to each count.
--
-- keys       1 the counts
-- arguments  their names
-- answers    {"done"}
for _, name in ipairs(ARGV) do redis.call("HINCRBY", KEYS[1], name, 1) end
return { "done" }
