/** When the gateway is logged in to again, by a clock that is moved by hand (D-31, DJ-11, F9). */
import { expect, it } from "vitest";
import {
  type GatewayEvents,
  type GatewayParts,
  gatewayPaces,
  keepGateway,
  type Opened,
} from "../../../adapters/discord/gateway.js";
import { clockFrom } from "../../support/clock.js";
import { nextTurn } from "../../support/turn.js";

const day = 86_400_000;

type Login = { events: GatewayEvents; end(): void; heard: number[]; closed: AbortController };

/** A gateway whose logins a test plays. */
function played(paces?: GatewayParts["paces"], shards = 1) {
  const clock = clockFrom(Date.parse("2026-11-24T09:00:00Z"));
  const stop = new AbortController();
  const logins: Login[] = [];
  const pause = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((done) => {
      const over = (): void => {
        off();
        signal.removeEventListener("abort", over);
        done();
      };
      const off = clock.after(ms, over);
      signal.addEventListener("abort", over);
    });
  const gateway = keepGateway({
    host: { log: () => undefined, now: clock.now },
    open(events): Opened {
      const login: Login = { events, end: () => undefined, heard: [], closed: new AbortController() };
      logins.push(login);
      return {
        ended: new Promise((end) => {
          login.end = () => end({ kind: "lost" });
        }),
        shards: () => shards,
        heard: () => login.heard,
        async close() {
          login.closed.abort();
        },
      };
    },
    take: () => undefined,
    refused: () => undefined,
    pause,
    random: () => 0.5,
    stopped: stop.signal,
    ...(paces === undefined ? {} : { paces }),
  });
  /** Moves time on in steps, so that what waits has its turn. */
  const pass = async (ms: number, step = 5_000): Promise<void> => {
    for (let gone = 0; gone < ms; gone += step) {
      clock.advance(step);
      await nextTurn();
    }
  };
  return { clock, stop, logins, gateway, pass };
}

it("takes at most 60 sessions in a day in which none of them holds (F9, D-31)", async () => {
  const { logins, pass, stop, gateway } = played();
  let identifies = 0;
  const plays = new Set<Login>();
  for (let gone = 0; gone < day; gone += 60_000) {
    const login = logins.at(-1);
    if (login !== undefined && !plays.has(login)) {
      plays.add(login);
      login.events.identify(0, login.closed.signal).then(
        () => {
          identifies += 1;
          login.events.shard(0, "up");
          login.end();
        },
        () => undefined,
      );
    }
    await pass(60_000, 60_000);
  }
  expect(identifies).toBeLessThanOrEqual(60);
  expect(identifies).toBeGreaterThan(40);
  stop.abort();
  await gateway.ended;
});

it("lets the first logins through at once, and those after a session that has held (D-31)", async () => {
  const { logins, pass } = played();
  const signal = new AbortController().signal;
  const [login] = logins;
  if (login === undefined) throw new Error("It does not log in.");
  const at: number[] = [];
  const identify = async (): Promise<void> => {
    let done = false;
    const turn = login.events.identify(0, signal).then(() => {
      done = true;
    });
    let waited = 0;
    await nextTurn();
    for (; !done; waited += 5_000) await pass(5_000);
    await turn;
    at.push(waited);
    login.events.shard(0, "up");
  };
  for (let n = 0; n < 5; n += 1) {
    await identify();
    login.events.shard(0, "down");
  }
  expect(at).toEqual([0, 0, 0, 15_000, 30_000]);
  await pass(60_000);
  await identify();
  await pass(600_000);
  login.events.shard(0, "down");
  await identify();
  expect(at.at(-1)).toBe(0);
});

it("does not log in where the connection was closed while it waited", async () => {
  const { logins, pass } = played();
  const closed = new AbortController();
  const turns = Array.from({ length: 4 }, () => logins[0]?.events.identify(0, closed.signal));
  await Promise.all(turns.slice(0, 3));
  closed.abort();
  await expect(turns[3]).rejects.toThrow();
  await pass(15_000);
});

it.each([
  ["that is down", (login: Login) => login.events.shard(0, "down")],
  ["that is silent (DJ-11)", (login: Login) => login.heard.push(Date.parse("2026-11-24T09:00:00Z"))],
])("waits for a shard %s as long as its patience, and no longer", async (_what, lose) => {
  const { logins, pass, gateway } = played();
  const [login] = logins;
  if (login === undefined) throw new Error("It does not log in.");
  login.events.shard(0, "up");
  expect(gateway.away()).toBeUndefined();
  lose(login);
  await pass(gatewayPaces.patienceMs);
  expect(login.closed.signal.aborted).toBe(false);
  await pass(gatewayPaces.lookMs);
  expect(login.closed.signal.aborted).toBe(true);
  expect(gateway.away()).toBe("Discord cannot be reached");
  await pass(gatewayPaces.leastMs);
  expect(logins).toHaveLength(2);
});

it("waits no longer for one that never came up", async () => {
  const { logins, pass, gateway } = played();
  expect(gateway.away()).toBe("Discord has not answered yet");
  await pass(gatewayPaces.patienceMs + gatewayPaces.lookMs);
  expect(logins[0]?.closed.signal.aborted).toBe(true);
});

it("waits for 60 that log in one after another, five seconds each, and no longer where no more of them come (D-31)", async () => {
  const { logins, pass, gateway } = played({}, 60);
  const [login] = logins;
  if (login === undefined) throw new Error("It does not log in.");
  for (let id = 0; id < 50; id += 1) {
    await pass(5_000);
    // One that falls out at the beginning has its turn behind all others.
    if (id === 1) login.events.shard(0, "down");
    login.events.shard(id, "up");
  }
  expect(login.closed.signal.aborted).toBe(false);
  expect(gateway.away()).toBe("11 of 60 connections to Discord are down");
  await pass(gatewayPaces.patienceMs - gatewayPaces.lookMs);
  expect(login.closed.signal.aborted).toBe(false);
  await pass(3 * gatewayPaces.lookMs);
  expect(login.closed.signal.aborted).toBe(true);
});

it("logs in with more and more patience, up to the most", async () => {
  const { clock, logins, pass } = played();
  const times: number[] = [];
  for (let n = 1; n <= 12; n += 1) {
    while (logins.length < n) await pass(1_000, 1_000);
    times.push(clock.now());
    logins.at(-1)?.end();
    await nextTurn();
  }
  const waits = times.slice(1).map((at, n) => at - (times[n] ?? 0));
  expect(waits[0]).toBeLessThanOrEqual(gatewayPaces.leastMs);
  expect(Math.max(...waits)).toBeLessThanOrEqual(gatewayPaces.mostMs);
  expect(waits.at(-1)).toBeGreaterThan(gatewayPaces.mostMs / 2);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
});

it("ends at once when it is to stop, wherever it is", async () => {
  for (const passed of [0, gatewayPaces.lookMs / 2, gatewayPaces.patienceMs + gatewayPaces.lookMs]) {
    const { stop, logins, pass, gateway } = played();
    await pass(passed, passed === 0 ? 1 : passed);
    stop.abort();
    await gateway.ended;
    expect(logins.every(({ closed }) => closed.signal.aborted)).toBe(true);
  }
});
