import { afterAll, beforeAll, describe } from "vitest";
import { type RedisServer, startRedis } from "../support/redis.js";
import { openOnRedis } from "../support/redis-store.js";
import { boardContract, membersContract } from "./contract.js";

let server: RedisServer;
beforeAll(async () => {
  // What is tested here is what the scripts do; that it outlives a crash is tested elsewhere.
  server = await startRedis({ appendonly: "no" });
});
afterAll(() => server.close());

describe("members in Redis", () => membersContract(() => openOnRedis(server)));
describe("board in Redis", () => boardContract(() => openOnRedis(server)));
