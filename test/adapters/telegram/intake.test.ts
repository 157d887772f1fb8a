/** What becomes of an update between Telegram and the host. */
import { describe, expect, it } from "vitest";
import { createChats } from "../../../adapters/telegram/chats.js";
import { createIntake, type IntakeParts, paces } from "../../../adapters/telegram/intake.js";
import type { Reply, Update } from "../../../src/adapter.js";
import { nextTurn } from "../../support/turn.js";

const somebody = 7_000_000_001;

function message(id: number, text: string): unknown {
  return {
    update_id: id,
    message: {
      message_id: id,
      date: 1_764_000_000,
      chat: { id: somebody, type: "private", first_name: "A" },
      from: { id: somebody, is_bot: false, first_name: "A" },
      text,
    },
  };
}

/** An intake whose host does as the test says. Pauses end only when their signal is aborted. */
function intake(receive: (update: Update, reply: Reply) => Promise<void>) {
  const logged: string[] = [];
  const parts: IntakeParts = {
    call: async () => ({ ok: false, failure: { kind: "lost" } }),
    chats: createChats(10),
    words: () => ({}),
    username: "TheBot",
    now: () => 1_764_000_000_000,
    bot: { id: 1, username: "TheBot" },
    knows: () => true,
    paces: { ...paces, typingMs: 60_000 },
    pause: (_ms, signal) =>
      new Promise((over) => {
        if (signal.aborted) over();
        else signal.addEventListener("abort", () => over(), { once: true });
      }),
    host: {
      receive,
      find: async () => [],
      article: async () => undefined,
      suggest: async () => [],
      log: (_level, event) => logged.push(event),
      now: () => 1_764_000_000_000,
    },
  };
  return { ...createIntake(parts), logged };
}

describe("the intake", () => {
  it("takes nothing later of a member when it stops and something earlier was not taken", async () => {
    const received: string[] = [];
    const stop = new AbortController();
    const { take } = intake(async (update) => {
      received.push(update.id);
    });
    const first = take(message(10, "one"), { by: "us", until: stop.signal });
    const second = take(message(11, "two"), { by: "us", until: stop.signal });
    while (received.length === 0) await nextTurn();
    stop.abort();
    expect(await Promise.all([first, second])).toEqual([{ is: "again" }, { is: "again" }]);
    expect(received).toEqual(["10"]);
  });

  it("leaves an update that our own mistake keeps from being taken, and goes on with the next", async () => {
    const { take, logged } = intake(async ({ id }, reply) => {
      if (id === "10") throw new Error("A mistake.");
      reply.confirm();
    });
    const first = take(message(10, "one"), { by: "Telegram" });
    const second = take(message(11, "two"), { by: "Telegram" });
    expect(await first).toEqual({ is: "again" });
    expect(await second).toEqual({ is: "taken" });
    expect(logged).toEqual(["update-failed"]);
  });
});
