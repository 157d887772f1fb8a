/**
 * What one commit costs of the bot's own processor time, with sealing, and what each part of that is. The figure that was
 * promised is at most 80 microseconds. Redis is a real one beside it, and its time is not counted.
 */
import { performance } from "node:perf_hooks";
import { deflateRawSync } from "node:zlib";
import { bench, describe } from "vitest";
import { advance } from "../src/engine/advance.js";
import type { Event } from "../src/engine/event.js";
import { emptySession, type Session } from "../src/engine/session.js";
import type { Members } from "../src/store/members.js";
import { createRandom, createSealing } from "../src/store/sealed.js";
import { answering } from "../test/support/answering.js";
import { startRedis } from "../test/support/redis.js";
import { redisStoreAt, secrets } from "../test/support/redis-store.js";
import { shipped } from "../test/support/shipped.js";

const most = 80;
const { library } = await shipped();
const now = Date.parse("2026-11-24T09:00:00Z");
let session: Session = emptySession;
let event: Event | undefined = { type: "command", name: "denied", rest: "" };
for (let step = 0; event !== undefined && step < 60; step += 1) {
  const next = advance(library.flows, session, event, now);
  session = next.session;
  event = answering(next.page, session.turn);
}
const json = JSON.stringify(session);
const sealing = createSealing(secrets);
const whose = sealing.nameOf("web:0");
const place = { whose, field: "session", revision: "40.0123456789ab" } as const;
const address = "web 0123456789";

/** Microseconds of processor time of this process for one call. */
function cost(calls: number, work: (call: number) => unknown): number {
  for (let call = 0; call < 2_000; call += 1) work(call);
  const before = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) work(call);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

/** Each run has members of its own. */
let crowd = 0;

async function commits(members: Members, count: number, inFlight: number): Promise<number> {
  const revisions = new Map<string, string>();
  let sent = 0;
  crowd += 1;
  const mine = crowd;
  const one = async (line: number): Promise<void> => {
    const member = `web:${mine} ${line}`;
    while (sent < count) {
      sent += 1;
      const expected = revisions.get(member);
      const saved = await members.commit({
        member,
        updateId: `${line} ${sent}`,
        ...(expected === undefined ? {} : { expected }),
        session,
        address,
        at: now,
      });
      if (saved.kind !== "saved") throw new Error(`The commit was answered ${saved.kind}.`);
      revisions.set(member, saved.revision);
    }
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: inFlight }, (_, line) => one(line)));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

const server = await startRedis();
const { members, wire } = redisStoreAt(server.url);
await wire.ready(10_000);
await commits(members, 30_000, 32);
const runs: number[] = [];
for (let run = 0; run < 5; run += 1) runs.push(await commits(members, 20_000, 32));
const alone = await commits(members, 5_000, 1);
const begun = performance.now();
await commits(members, 20_000, 32);
const rate = 20_000 / ((performance.now() - begun) / 1000);
const whole = [...runs].sort((a, b) => a - b)[2] ?? 0;
const random = createRandom();
const parts = {
  "session to JSON": cost(20_000, () => JSON.stringify(session)),
  "packing (deflate), above 800 bytes": cost(20_000, () =>
    deflateRawSync(json, { level: 6, windowBits: 12, memLevel: 5 }),
  ),
  "sealing the session": cost(20_000, () => sealing.seal(place, json)),
  "sealing the address": cost(20_000, () => sealing.seal({ ...place, field: "address" }, address)),
  "the member's name": cost(20_000, (call) => sealing.nameOf(`web:${call}`)),
  "the revision": cost(20_000, random),
  "the update's mark": cost(20_000, (call) => sealing.markOf(whose, `${call}`)),
};
await wire.close();
await server.close();
console.log(
  `A commit of a finished case (${json.length} bytes of JSON) costs ${whole.toFixed(1)} us of the bot's processor with 32 in flight ` +
    `(five runs: ${runs.map((run) => run.toFixed(1)).join(", ")}), ${alone.toFixed(1)} us one after another; ${Math.round(rate)} a second.`,
);
const known =
  parts["session to JSON"] +
  parts["sealing the session"] +
  parts["sealing the address"] +
  parts["the member's name"] +
  parts["the revision"] +
  parts["the update's mark"];
console.table(
  Object.entries({ ...parts, "the client (ioredis) and the rest": whole - known }).map(([part, us]) => ({
    part,
    us: Number(us.toFixed(1)),
    share: `${Math.round((us / whole) * 100)} %`,
  })),
);
if (whole > most) throw new Error(`A commit costs ${whole.toFixed(1)} us, expected at most ${most}.`);

describe("sealing", () => {
  bench("a finished session", () => {
    sealing.seal(place, json);
  });
  const sealed = sealing.seal(place, json);
  bench("opening it", () => {
    sealing.open(place, sealed);
  });
});
