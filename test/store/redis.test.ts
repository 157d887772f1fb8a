import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Commit } from "../../src/store/members.js";
import { type RedisServer, startRedis } from "../support/redis.js";
import { openOnRedis } from "../support/redis-store.js";
import { boardContract, membersContract } from "./contract.js";
import { sessionWith } from "./open.js";

let server: RedisServer;
beforeAll(async () => {
  // What is tested here is what the scripts do; that it outlives a crash is tested elsewhere.
  server = await startRedis({ appendonly: "no" });
});
afterAll(() => server.close());

describe("members in Redis", () => membersContract(() => openOnRedis(server)));
describe("board in Redis", () => boardContract(() => openOnRedis(server)));

describe("F71: its clock jumps by an hour", () => {
  it.each([3_600_000, -3_600_000])(
    "(%i ms): a screen may come twice, an answer counts once",
    async (jump) => {
      const store = await openOnRedis(server);
      const [one, two] = [store.members("one"), store.members("two")];
      const update = (updateId: string, more: Partial<Commit> = {}): Commit => ({
        ...{ member: "test:1", updateId, session: sessionWith(updateId), address: "here", at: store.now() },
        ...more,
      });
      const first = await one.commit(update("u1"));
      if (first.kind !== "saved" || first.lease === undefined) throw new Error("A lease was expected.");
      await store.pass(jump);
      expect(await two.commit(update("u1"))).toMatchObject({ kind: "duplicate" });
      const next = await two.commit(
        update("u2", { expected: first.revision, session: sessionWith("u1", "u2") }),
      );
      expect(next.kind).toBe("saved");
      expect(await one.commit(update("u3", { expected: first.revision }))).toMatchObject({
        kind: "conflict",
      });
      expect(await one.load("test:1")).toMatchObject({ kept: { session: sessionWith("u1", "u2") } });
      // Whoever has the lease by now, somebody shows the newest screen.
      const acknowledged = await one.acknowledge(first.lease);
      expect(acknowledged.kind).toBe(jump > 0 ? "lost" : "more");
      await store.close();
    },
  );
});
