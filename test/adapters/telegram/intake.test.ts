/** What becomes of an update between Telegram and the host. */
import { describe, expect, it } from "vitest";
import { createChats } from "../../../adapters/telegram/chats.js";
import { createIntake, type IntakeParts, paces } from "../../../adapters/telegram/intake.js";
import { live } from "../../../adapters/telegram/limits.js";
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

/** Words typed after the bot's name, by the person of this number. */
function inlineQuery(id: number, person: number, query: string): unknown {
  return { update_id: id, inline_query: { id: `q${id}`, from: { id: person }, query, offset: "" } };
}

/** An intake whose host does as the test says. Pauses end only when their signal is aborted. */
function intake(
  receive: (update: Update, reply: Reply) => Promise<void>,
  find: IntakeParts["host"]["find"] = async () => [],
) {
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
      find,
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

describe("inline queries under load (F96)", () => {
  /** Searches, of which each is found when the test says so. */
  function searching() {
    const begun: string[] = [];
    const found: (() => void)[] = [];
    const { take, quiet } = intake(
      async () => undefined,
      (words) =>
        new Promise((resolve) => {
          begun.push(words);
          found.push(() => resolve([]));
        }),
    );
    const ask = (id: number, person: number, words: string) =>
      take(inlineQuery(id, person, words), { by: "Telegram" });
    /** Finds all until nothing more is searched. */
    const all = async (): Promise<void> => {
      const over = quiet().then(() => true);
      while (!(await Promise.race([over, nextTurn()]))) for (const end of found.splice(0)) end();
    };
    return { begun, ask, all, quiet };
  }

  it("of one person are searched one after the other, and of those that come meanwhile only the last", async () => {
    const { begun, ask, all } = searching();
    for (let id = 1; id <= 200; id += 1)
      expect(await ask(id, somebody, `letter ${id}`)).toEqual({ is: "taken" });
    await nextTurn();
    expect(begun).toEqual(["letter 1"]);
    await all();
    expect(begun).toEqual(["letter 1", "letter 200"]);
    await ask(201, somebody, "later");
    await all();
    expect(begun.at(-1)).toBe("later");
  });

  it("of one person keep no other person waiting", async () => {
    const { begun, ask, all } = searching();
    for (let id = 1; id <= 50; id += 1) await ask(id, somebody, `letter ${id}`);
    await ask(51, somebody + 1, "another's");
    await nextTurn();
    expect(begun).toEqual(["letter 1", "another's"]);
    await all();
  });

  it("of very many people are searched for so many at once, and the others ask again with their next letter", async () => {
    const { begun, ask, all } = searching();
    for (let person = 1; person <= 100; person += 1) await ask(person, person, `of ${person}`);
    await nextTurn();
    expect(begun).toHaveLength(live.inlineAtOnce);
    await all();
    expect(begun).toHaveLength(live.inlineAtOnce);
    await ask(101, 100, "of 100 again");
    await all();
    expect(begun.at(-1)).toBe("of 100 again");
  });
});
