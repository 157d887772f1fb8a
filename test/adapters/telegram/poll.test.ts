/** The polling loop against a queue that behaves as the server's: what is not confirmed is delivered again (T-35). */
import { describe, expect, it } from "vitest";
import type { Failure } from "../../../adapters/telegram/failure.js";
import { type Lead, type PollParts, startPolling } from "../../../adapters/telegram/poll.js";
import { updateIdOf } from "../../../adapters/telegram/read.js";
import { nextTurn } from "../../support/turn.js";

type Given = {
  lead?: () => Lead;
  /** What the next calls fail with, before the queue is asked. */
  failures?: Failure[];
  take?: PollParts["take"];
};

/** A server with a queue, a loop that polls it, and what was seen. Pauses end when `turn` is called. */
function polling(given: Given = {}) {
  const queue: { update_id: number }[] = [];
  const offsets: (number | undefined)[] = [];
  const taken: number[] = [];
  const told: string[] = [];
  const pauses: number[] = [];
  const failures = given.failures ?? [];
  const arrived: ((value: unknown) => void)[] = [];
  const poller = startPolling({
    async getUpdates(offset, waits, signal) {
      await nextTurn();
      offsets.push(offset);
      const failure = failures.shift();
      if (failure !== undefined) return { ok: false, failure };
      // An offset far from all ids is none: the server gives everything then, as after a week without updates (T-32).
      const near = queue.every(({ update_id }) => Math.abs(update_id - (offset ?? update_id)) < 100);
      if (offset !== undefined && near) queue.splice(0, queue.filter((one) => one.update_id < offset).length);
      if (queue.length === 0 && waits && !signal.aborted) {
        await new Promise((end) => {
          signal.addEventListener("abort", end, { once: true });
          arrived.push(end);
        });
      }
      return { ok: true, result: queue.slice(0, 100) };
    },
    take:
      given.take ??
      (async (update) => {
        taken.push(updateIdOf(update) ?? -1);
        return "taken";
      }),
    lead: async () => given.lead?.() ?? "lead",
    yieldLead: async () => told.push("yields"),
    async pause(ms, signal) {
      pauses.push(ms);
      if (!signal.aborted) await nextTurn();
    },
    drained: async () => undefined,
    random: () => 0.5,
    tell: (event, why) => told.push(why === undefined ? event : `${event} ${why}`),
  });
  return {
    poller,
    offsets,
    taken,
    told,
    pauses,
    arrive(...ids: number[]) {
      queue.push(...ids.map((update_id) => ({ update_id })));
      for (const wake of arrived.splice(0)) wake(undefined);
    },
    left: () => queue.map(({ update_id }) => update_id),
    async until(done: () => boolean) {
      while (!done()) await nextTurn();
    },
  };
}

describe("polling", () => {
  it("hands each update over once and confirms what was taken (T-35)", async () => {
    const { poller, arrive, taken, until, left } = polling();
    arrive(7, 8, 9);
    await until(() => taken.length === 3);
    arrive(10);
    await until(() => taken.length === 4);
    await poller.stop();
    expect(taken).toEqual([7, 8, 9, 10]);
    expect(left()).toEqual([]);
  });

  it("confirms nothing from the first update on that was not taken, whatever came after it (TL-6, A10)", async () => {
    const ends = new Map<number, () => void>();
    const seen: number[] = [];
    const { poller, arrive, until, left, offsets } = polling({
      take: (update, signal) =>
        new Promise((resolve) => {
          const id = updateIdOf(update) ?? -1;
          seen.push(id);
          if (id !== 2) resolve("taken");
          ends.set(id, () => resolve("taken"));
          signal.addEventListener("abort", () => resolve("again"), { once: true });
        }),
    });
    arrive(1, 2, 3);
    await until(() => seen.length === 3);
    arrive(4);
    await until(() => seen.length === 4);
    expect(left()).toContain(2);
    expect(seen).toEqual([1, 2, 3, 4]);
    ends.get(2)?.();
    await until(() => offsets.at(-1) === 5);
    await poller.stop();
    expect(left()).toEqual([]);
  });

  it("does not wait for what was taken while Telegram was asked again (T-35)", async () => {
    const { poller, arrive, until, left, pauses } = polling({
      async take() {
        // Longer than it takes to ask again, and shorter than to be answered.
        await Promise.resolve();
        return "taken";
      },
    });
    arrive(1, 2);
    await until(() => left().length === 0);
    await poller.stop();
    expect(pauses).toEqual([]);
  });

  it("leaves to the next process what was not taken when it stopped", async () => {
    const { poller, arrive, until, left, offsets } = polling({
      take: (update, signal) =>
        updateIdOf(update) === 1
          ? Promise.resolve("taken")
          : new Promise((resolve) => {
              signal.addEventListener("abort", () => resolve("again"), { once: true });
            }),
    });
    arrive(1, 2, 3);
    await until(() => offsets.includes(2));
    await poller.stop();
    expect(left()).toEqual([2, 3]);
  });

  it("takes an update whose id is lower than all before it (T-32, F50)", async () => {
    const { poller, arrive, taken, until, left } = polling();
    arrive(900);
    await until(() => left().length === 0);
    arrive(5);
    await until(() => taken.length === 2);
    arrive(6);
    await until(() => taken.length === 3);
    await poller.stop();
    expect(taken).toEqual([900, 5, 6]);
  });

  it("never stops at a failure, and waits longer after each, at most 30 s (F41, TL-7)", async () => {
    const failures: Failure[] = [
      ...Array.from({ length: 8 }, (): Failure => ({ kind: "server" })),
      { kind: "wait", ms: 4_000 },
      { kind: "lost" },
      { kind: "conflict" },
    ];
    const { poller, arrive, taken, until, pauses, told } = polling({ failures });
    arrive(1);
    await until(() => taken.length === 1);
    await poller.stop();
    expect(pauses.slice(0, 8)).toEqual([750, 1_500, 3_000, 6_000, 12_000, 22_500, 22_500, 22_500]);
    expect(pauses[8]).toBe(4_000);
    expect(told.filter((one) => one.startsWith("poll-failed"))).toEqual([
      "poll-failed server",
      "poll-failed wait",
      "poll-failed lost",
      "poll-failed conflict",
    ]);
    expect(told.slice(-2)).toEqual(["polling", "yields"]);
  });

  it("says what to do about a token that is refused, and asks again only now and then (T-41)", async () => {
    const { poller, until, pauses } = polling({ failures: [{ kind: "token" }] });
    await until(() => poller.away()?.includes("BotFather") === true);
    await until(() => pauses.length > 0);
    expect(pauses[0]).toBe(30_000);
    await poller.stop();
  });

  it("stands by while another process leads, and takes over when it no longer does (T-34, F51)", async () => {
    let leader: Lead = "follow";
    const { poller, arrive, taken, until, pauses, told, offsets } = polling({ lead: () => leader });
    arrive(1);
    await until(() => pauses.length > 2);
    expect(poller.away()).toBeUndefined();
    expect(offsets).toEqual([]);
    leader = "lead";
    await until(() => taken.length === 1);
    expect(poller.away()).toBeUndefined();
    expect(told).toEqual(["standing-by", "polling"]);
    await poller.stop();
    expect(told.at(-1)).toBe("yields");
  });

  it("goes on while nobody can tell who leads", async () => {
    const { poller, arrive, taken, until } = polling({ lead: () => "unknown" });
    arrive(1);
    await until(() => taken.length === 1);
    await poller.stop();
  });

  it("is ready only after the first answer", async () => {
    const { poller, arrive, taken, until } = polling();
    expect(poller.away()).toBe("Telegram has not answered yet");
    arrive(1);
    await until(() => taken.length === 1);
    expect(poller.away()).toBeUndefined();
    await poller.stop();
  });
});
