/** What an update costs, measured from the client and at the server: round trips, bytes, memory. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { advance, type Step } from "../../src/engine/advance.js";
import type { Event } from "../../src/engine/event.js";
import { emptySession, type Session } from "../../src/engine/session.js";
import type { RedisStore } from "../../src/store/redis-store.js";
import { createSealing } from "../../src/store/sealed.js";
import { answering } from "../support/answering.js";
import { counted } from "../support/counted.js";
import { type RedisServer, startRedis } from "../support/redis.js";
import { openStoreAt, secrets } from "../support/redis-store.js";
import { bench, command, member, text } from "../support/runtime.js";
import { shipped } from "../support/shipped.js";

const { library } = await shipped();
const now = Date.parse("2026-11-24T09:00:00Z");
let server: RedisServer;
let store: RedisStore;
let trips = 0;
beforeAll(async () => {
  server = await startRedis();
});
beforeEach(async () => {
  await server.tell("FLUSHALL");
  store = openStoreAt(server.url, { allowed: "all", warm: { most: 1_000, ageMs: 60_000 } }, (wire) =>
    counted(wire, () => {
      trips += 1;
    }),
  );
  await store.begun();
});
afterEach(() => store.close());
afterAll(() => server.close());

/** The case of a member who has answered everything and ticked every step off, without words of their own. */
function finished(): Session {
  let step: Step = advance(library.flows, emptySession, command("denied"), now);
  for (let count = 0; count < 60; count += 1) {
    const event = answering(step.page, step.session.turn);
    if (event === undefined) break;
    step = advance(library.flows, step.session, event, now);
  }
  if (step.page.kind !== "plan") throw new Error(`The walk ended at ${step.page.kind}.`);
  const done = library.flows.flows.denied?.actions.map((action) => action.id) ?? [];
  const { denied } = step.session.cases;
  return { ...step.session, cases: denied === undefined ? {} : { denied: { ...denied, done } } };
}

describe("A16: round trips waited for before the screen", () => {
  it("are 1.0 warm and at most 2 cold, and none for /ask, at the client and at the server", async () => {
    const one = await bench({ wrap: () => store.members });
    const waited: number[] = [];
    const take = async (event: Event, who: string): Promise<void> => {
      const begun = trips;
      await one.receive(
        { member: who, event },
        {
          confirm: () => undefined,
          show: async () => {
            waited.push(trips - begun);
          },
        },
      );
    };
    const members = Array.from({ length: 20 }, (_, n) => `web:${n}`);
    for (const who of members) await take(command("denied"), who);
    expect(Math.max(...waited)).toBeLessThanOrEqual(2);
    waited.length = 0;
    await server.tell("CONFIG", "RESETSTAT");
    for (let round = 0; round < 50; round += 1) {
      for (const who of members) await take(command(round % 2 === 0 ? "cancel" : "denied"), who);
    }
    expect(waited).toHaveLength(1_000);
    expect(waited.reduce((sum, each) => sum + each, 0) / waited.length).toBe(1);
    const stats = await server.tell("INFO", "commandstats");
    // One commit that is waited for and one acknowledgement that is not.
    expect(callsOf(stats, "evalsha")).toBe(2_000);
    for (const name of ["eval", "get", "set", "exists"]) expect(callsOf(stats, name)).toBe(0);

    await server.tell("CONFIG", "RESETSTAT");
    waited.length = 0;
    for (let n = 0; n < 100; n += 1) {
      await take(command("ask", "what is 221g"), members[0] ?? "");
      await take(command("help"), members[0] ?? "");
    }
    expect(new Set(waited)).toEqual(new Set([0]));
    expect(callsOf(await server.tell("INFO", "commandstats"), "evalsha")).toBe(0);
  });

  function callsOf(stats: string, name: string): number {
    return Number(new RegExp(`cmdstat_${name}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
  }
});

describe("room", () => {
  it("a finished /denied case is at most 900 bytes sealed, and its member at most 3 KB of Redis", async () => {
    const session = finished();
    const sealing = createSealing(secrets);
    const whose = sealing.nameOf(member);
    const sealed = sealing.seal(
      { whose, field: "session", revision: "40.0123456789ab" },
      JSON.stringify(session),
    );
    expect(sealed.length).toBeLessThanOrEqual(900);
    let expected: string | undefined;
    // With as many marks of updates as are ever kept, and a screen that is owed.
    for (let n = 0; n < 130; n += 1) {
      const saved = await store.members.commit({
        member,
        updateId: `${1_000_000_000 + n}`,
        ...(expected === undefined ? {} : { expected }),
        session,
        address: `somewhere ${"1".repeat(20)}`,
        at: now,
      });
      if (saved.kind !== "saved") throw new Error(`The commit was answered ${saved.kind}.`);
      expected = saved.revision;
    }
    const used = await server.tell("MEMORY", "USAGE", `{preceptor:0}:member:${whose}`, "SAMPLES", "0");
    const bytes = Number(used.slice(1));
    process.stdout.write(
      `A finished case: ${JSON.stringify(session).length} bytes of JSON, ${sealed.length} sealed; its member ${bytes} bytes of Redis.\n`,
    );
    expect(bytes).toBeLessThanOrEqual(3 * 1024);
  });
});

describe("A36: a canary", () => {
  it("typed into every free answer is nowhere but sealed: not in Redis, its files, logs of every level, or errors", async () => {
    const canary = "zebracanary";
    const one = await bench({ wrap: () => store.members });
    const say = async (event: Event, id: string): Promise<void> => {
      await one.say(event, { member: `web:${canary}`, address: canary, id });
    };
    let said = 0;
    const letters = Object.keys(library.flows.letters);
    for (const letter of letters) {
      await say(command("letters", letter), `letter ${letter}`);
      for (let question = 0; question < 30; question += 1) {
        const held = await store.members.held(`web:${canary}`);
        const at = held.kind === "held" ? held.kept.session.at : undefined;
        await say(text(`${canary} ${said}`), `${canary} ${said}`);
        said += 1;
        const after = await store.members.held(`web:${canary}`);
        // A letter whose last line is written takes no more.
        if (
          after.kind === "held" &&
          JSON.stringify(after.kept.session.at) === JSON.stringify(at) &&
          question > 0
        )
          break;
      }
    }
    for (const flow of Object.keys(library.flows.flows)) {
      await say(command(flow), `flow ${flow}`);
      await say(text(canary), `text ${flow}`);
      await say(command("ask", canary), `ask ${flow}`);
      await say({ type: "form", fields: { [canary]: canary }, turn: 1 }, `form ${flow}`);
    }
    const held = await store.members.held(`web:${canary}`);
    expect(JSON.stringify(held).split(canary).length).toBeGreaterThan(10);

    // Errors of every kind that Redis has, with the canary in what was asked.
    for (const broken of [
      ["CONFIG", "SET", "maxmemory", "1mb"],
      ["REPLICAOF", "127.0.0.1", "1"],
    ]) {
      await server.tell(...broken);
      await say(text(canary), `broken ${broken[0]}`);
      await server.tell("REPLICAOF", "NO", "ONE");
      await server.tell("CONFIG", "SET", "maxmemory", "200mb");
    }
    expect(one.raw()).toContain("OOM");
    expect(one.raw()).not.toContain(canary);

    await server.tell("BGSAVE");
    const dump: string[] = [await server.tell("SLOWLOG", "GET", "128"), await filesOf(server.folder)];
    const keys = await server.tell("EVAL", everything, "0");
    expect(keys).toContain("preceptor");
    for (const one_ of [...dump, keys]) expect(one_).not.toContain(canary);
  });

  /** Every key with everything in it. */
  const everything = `
local all = {}
for _, key in ipairs(redis.call("KEYS", "*")) do
  local kind = redis.call("TYPE", key).ok
  all[#all + 1] = key
  if kind == "hash" then for _, one in ipairs(redis.call("HGETALL", key)) do all[#all + 1] = one end
  elseif kind == "zset" then for _, one in ipairs(redis.call("ZRANGE", key, 0, -1)) do all[#all + 1] = one end
  elseif kind == "string" then all[#all + 1] = redis.call("GET", key) end
end
return all`;

  async function filesOf(folder: string): Promise<string> {
    const { readdir, readFile } = await import("node:fs/promises");
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const texts = entries
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(`${entry.parentPath}/${entry.name}`, "latin1").catch(() => ""));
    return (await Promise.all(texts)).join("");
  }
});
