/** The commands that look into Redis, as a process. */
import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { numberOfSecret } from "../../src/store/sealed.js";
import { sessionWith } from "../store/open.js";
import { program, ran } from "../support/program.js";
import { type RedisServer, startRedis } from "../support/redis.js";
import { openStoreAt, secrets } from "../support/redis-store.js";

const canary = "zebra-crossing";
const newest = "another state secret of 32 characters";
let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
});
beforeEach(() => server.tell("FLUSHALL"));
afterAll(() => server.close());

const settings = (more: Record<string, string> = {}) => ({
  REDIS_URL: server.url,
  ID_SECRET: secrets.id,
  STATE_SECRET: secrets.state,
  ...more,
});

async function keep(member: string, state = secrets.state, previous: string[] = []): Promise<void> {
  const store = openStoreAt(server.url, { allowed: "all", secrets: { ...secrets, state, previous } });
  await store.begun();
  const loaded = await store.members.load(member);
  const expected = loaded.kind === "found" ? { expected: loaded.kept.revision } : {};
  const update = { member, updateId: `${Math.random()}`, at: Date.now() };
  const saved = await store.members.commit({ ...update, ...expected, session: sessionWith(canary) });
  if (saved.kind !== "saved") throw new Error(`The commit was answered ${saved.kind}.`);
  await store.close();
}

describe("preceptor held", () => {
  it("S5: prints everything that could be handed over, and nothing after erasure or expiry", async () => {
    await keep("test:1");
    const before = await ran(["held", "test:1"], settings());
    expect(before).toMatchObject({ code: 0, err: "" });
    const printed: { session: unknown; updates: unknown[]; until: string } = JSON.parse(before.out);
    expect(printed.session).toEqual(sessionWith(canary));
    expect(printed.updates).toHaveLength(1);
    expect(Date.parse(printed.until)).toBeGreaterThan(Date.now());

    const store = openStoreAt(server.url, { allowed: "all" });
    await store.begun();
    await store.members.erase({ member: "test:1", updateId: "u2", at: Date.now() });
    await store.close();
    const after = await ran(["held", "test:1"], settings());
    expect(after).toMatchObject({ code: 0, out: "" });
    expect(after.err).toMatch(/^Nothing is kept\. That this person was forgotten is remembered until 20/);

    await server.tell(
      "EVAL",
      'for _, k in ipairs(redis.call("KEYS", "*member*")) do redis.call("PEXPIRE", k, 0) end',
      "0",
    );
    expect(await ran(["held", "test:1"], settings())).toEqual({
      code: 0,
      out: "",
      err: "Nothing is kept.\n",
    });
  });

  it("says what a person is called, and where nothing can be looked at", async () => {
    expect((await ran(["held", "somebody"], settings())).err).toContain("expected a person as PLATFORM:ID");
    const memory = await ran(["held", "test:1"]);
    expect(memory).toMatchObject({ code: 1, out: "" });
    expect(memory.err).toContain("REDIS_URL is not set");
    await keep("test:1");
    const other = await ran(["held", "test:1"], settings({ STATE_SECRET: newest }));
    expect(other).toMatchObject({ code: 1, out: "" });
    expect(other.err).toContain("sealed with a secret that is not set");
    const nowhere = await ran(["held", "test:1"], settings({ REDIS_URL: "redis://127.0.0.1:1" }));
    expect(nowhere).toMatchObject({ code: 1, out: "", err: "Redis: it cannot be reached (ECONNREFUSED)\n" });
  });
});

describe("A38: preceptor keys", () => {
  it("counts members per secret, and says when an old one can go", async () => {
    await keep("test:1");
    await keep("test:2");
    const rotated = settings({ STATE_SECRET: newest, STATE_SECRET_PREVIOUS: secrets.state });
    const lines = async () => (await ran(["keys"], rotated)).out.trimEnd().split("\n");
    const [old, young] = [numberOfSecret(secrets.state), numberOfSecret(newest)];
    await keep("test:1", newest, [secrets.state]);
    expect(await lines()).toEqual([
      `${young}        1 member   STATE_SECRET`,
      `${old}        1 member   STATE_SECRET_PREVIOUS`,
    ]);
    await keep("test:2", newest, [secrets.state]);
    expect(await lines()).toEqual([
      `${young}        2 members  STATE_SECRET`,
      `${old}        0 members  STATE_SECRET_PREVIOUS, can be removed`,
    ]);
    expect((await ran(["keys"], settings())).out).toContain(
      `${young}        2 members  no secret that is set: cannot be read`,
    );
  });
});

describe("preceptor preview", () => {
  it("F20: starts without its Redis, says at /readyz why, and is ready when it is there", async () => {
    const own = await startRedis();
    await own.kill();
    const child = program(["preview"], { ...settings({ REDIS_URL: own.url }), PORT: "0" });
    try {
      let said = "";
      const url = await new Promise<string>((found) => {
        child.stdout.on("data", (chunk) => {
          said += String(chunk);
          const at = /http:\S+/.exec(said)?.[0];
          if (at !== undefined && said.includes("Ctrl-C")) found(at);
        });
      });
      expect(said).toContain(
        "Redis: it cannot be reached (ECONNREFUSED). Cases cannot be saved until it is there",
      );
      const ready = await fetch(`${url}readyz`);
      expect([ready.status, await ready.text()]).toEqual([
        503,
        "Redis: it cannot be reached (ECONNREFUSED)\n",
      ]);
      expect((await fetch(`${url}healthz`)).status).toBe(200);
      await own.start();
      for (;;) {
        const answer = await fetch(`${url}readyz`);
        if (answer.status !== 200) continue;
        expect(await answer.text()).toMatch(/^ready\nRedis: it is reached without a password/);
        break;
      }
    } finally {
      const gone = once(child, "close");
      child.kill("SIGTERM");
      expect((await gone)[0]).toBe(0);
      await own.close();
    }
  });

  it("A5: ends in production with one line where the Redis is weak", async () => {
    const own = await startRedis({ appendfsync: "everysec", requirepass: "pw" });
    const url = `redis://:pw@127.0.0.1:${own.port}`;
    const weak = await ran(["preview"], settings({ REDIS_URL: url, NODE_ENV: "production", PORT: "0" }));
    expect(weak).toMatchObject({ code: 1, out: "" });
    expect(weak.err).toMatch(
      /^preceptor: Redis: appendfsync is everysec, so .*: set appendfsync always, or name appendfsync in ALLOW_UNSAFE\n$/,
    );
    await own.close();
  });
});

describe("preceptor doctor", () => {
  it("tries Redis and its settings", async () => {
    const weak = await ran(["doctor"], settings());
    expect(weak.out).toContain("missing Redis: Redis: it is reached without a password");
    const { code, out } = await ran(["doctor"], settings({ NODE_ENV: "production" }));
    expect(code).toBe(1);
    expect(out).toContain("set requirepass, and the password in REDIS_URL, or name password in ALLOW_UNSAFE");
    expect(`${weak.out}${out}`).not.toContain(secrets.state);
  });
});
