/** A member in conversation with the whole runtime: what they do, and what they then see. */
import type { Host } from "../../src/adapter.js";
import type { Library } from "../../src/content/library.js";
import type { Event } from "../../src/engine/event.js";
import type { Page } from "../../src/engine/page.js";
import type { Session } from "../../src/engine/session.js";
import type { Asking } from "../../src/runtime/asking.js";
import { createLog } from "../../src/runtime/log.js";
import { createRuntime, type Runtime } from "../../src/runtime/runtime.js";
import type { PressButton, Screen } from "../../src/screen.js";
import { memoryStore } from "../../src/store/memory.js";
import { misfitsOf } from "./misfits.js";
import { type Act, prefixOf, type Verb } from "./talk-language.js";
import { atOnce, type Did, type Sit } from "./talk-seat.js";

/** A screen, and the page it was made from where it belongs to a case. */
export type Seen = { screen: Screen; page?: Page };

export type Member = {
  /** Does it; throws an error that says why it cannot be done. */
  act(act: Act): Promise<Did>;
  /** What is on the screen. */
  seen(): Seen;
  session(): Promise<Session | undefined>;
};

const firstDay = "2026-11-24";

export function createMember(
  library: Library,
  asking: Asking,
  usual: Readonly<Record<string, string>>,
  sit: Sit = atOnce,
): Member {
  let now = noonOf(firstDay);
  let randoms = 0;
  let processes = 0;
  const history: Seen[] = [];
  const pages = new Map<Screen, Page>();
  const failures: string[] = [];
  const store = memoryStore({
    clock: () => now,
    random: () => {
      randoms += 1;
      return randoms.toString(16).padStart(12, "0");
    },
    sessionDays: 120,
  });
  let runtime = started();

  function started(): Runtime {
    processes += 1;
    return createRuntime(
      {
        members: store.members(`process-${processes}`),
        log: createLog("warn", () => now, { write: (line) => void failures.push(line) }),
        clock: () => now,
        sessionDays: 120,
        pause: async () => undefined,
        random: () => 0.5,
        watch: (page, screen) => void pages.set(screen, page),
      },
      { library, asking },
    );
  }

  function seen(): Seen {
    const last = history.at(-1);
    if (last === undefined) throw new Error("nothing has been said yet: begin with a command");
    return last;
  }

  const host = (): Host => runtime.host("talk");
  /** Shows are in the order in which they came. The time is that of the talk, whatever clock a platform has. */
  const seat = sit({
    find: (...given) => host().find(...given),
    article: (id) => host().article(id),
    suggest: (...given) => host().suggest(...given),
    log: (...given) => host().log(...given),
    now: () => now,
    receive(update, reply) {
      now += 1;
      return host().receive(
        { ...update, at: now },
        {
          ...reply,
          async show(screen, signal) {
            const misfits = misfitsOf(screen);
            if (misfits.length > 0) {
              failures.push(`${screen.at.kind} ${screen.at.id} does not fit a screen: ${misfits.join(", ")}`);
            }
            const page = pages.get(screen);
            history.push(page === undefined ? { screen } : { screen, page });
            await reply.show(screen, signal);
          },
        },
      );
    },
  });

  async function sound(did: Promise<Did>): Promise<Did> {
    const what = await did;
    const failed = failures.at(0);
    if (failed !== undefined) throw new Error(failed.trim());
    return what;
  }

  function say(event: Event, on = history.at(-1)?.screen): Promise<Did> {
    return sound(seat.say(event, on));
  }

  function pressOf(button: string, from: Screen = seen().screen): Event {
    return { type: "press", button, turn: from.turn };
  }

  /** A button of the screen, by its id or by the option or year it stands for. */
  function named(name: string, from: Screen = seen().screen): string {
    const ids = buttonsOf(from).map((one) => one.id);
    const found = [name, `o:${name}`, `y:${name}`].find((id) => ids.includes(id));
    if (found === undefined) throw new Error(`expected a button "${name}"; the screen has ${ids.join(", ")}`);
    return found;
  }

  /** Turns the parts of the page until the button is there. Editing begins at the review. */
  async function turnTo(verb: Verb, name: string): Promise<string> {
    const id = `${prefixOf(verb)}:${name}`;
    const there = (): boolean => buttonsOf(seen().screen).some((one) => one.id === id);
    if (there()) return id;
    if (verb === "edit" && seen().screen.at.kind !== "letter") await say(pressOf(named("review")));
    for (let turns = 0; turns < 30 && !there() && seen().screen.at.part > 1; turns += 1) {
      await say(pressOf(named("less")));
    }
    while (!there() && seen().screen.at.part < seen().screen.at.of) await say(pressOf(named("more")));
    if (!there()) {
      const { kind, id: page } = seen().screen.at;
      throw new Error(`expected a button "${id}"; no part of ${kind} ${page} has it`);
    }
    return id;
  }

  async function answer(question: string, given: string): Promise<Did> {
    const { page, screen } = seen();
    if (page === undefined || (page.kind !== "question" && page.kind !== "letter-question")) {
      throw new Error(`expected the question ${question}; came ${screen.at.kind} ${screen.at.id}`);
    }
    if (page.question.id !== question) {
      throw new Error(`expected the question ${question}; came the question ${page.question.id}`);
    }
    if (given === "unsure" || given === "skip") return say(pressOf(named(given)));
    switch (page.question.kind) {
      case "choice":
      case "year":
        return say(pressOf(named(given)));
      case "multi": {
        if (given === "none") return say(pressOf(named(given)));
        for (const option of given.split(",")) await say(pressOf(named(option.trim())));
        return say(pressOf("done"));
      }
      case "number":
      case "date":
      case "pick":
      case "text":
        return say({ type: "text", text: given, dates: [] });
    }
  }

  async function rest(): Promise<Did> {
    for (let { page } = seen(); page?.kind === "question"; { page } = seen()) {
      const { id } = page.question;
      const given = Object.hasOwn(usual, id) ? usual[id] : undefined;
      if (given === undefined) throw new Error(`the file has no usual answer to the question ${id}`);
      await answer(id, given);
      const { page: next } = seen();
      if (next?.kind === "question" && next.question.id === id) {
        throw new Error(`the usual answer to ${id}, "${given}", was not taken`);
      }
    }
    return "answered";
  }

  return {
    seen,
    async session() {
      const loaded = await store.members("reader").load(seat.member);
      return loaded.kind === "found" ? loaded.kept.session : undefined;
    },
    async act(act) {
      switch (act.act) {
        case "today":
          now = noonOf(act.day);
          return "unsent";
        case "command":
          return say({ type: "command", name: act.name, rest: act.rest });
        case "press":
          return say(pressOf(act.verb === undefined ? named(act.name) : await turnTo(act.verb, act.name)));
        case "pick": {
          const ask = seen().screen.asks.find((one) => one.kind === "many");
          if (ask?.kind !== "many")
            throw new Error("expected something to pick from; the screen has nothing");
          return say({ type: "pick", group: ask.group, chosen: act.chosen, turn: seen().screen.turn });
        }
        case "type": {
          if (act.by === "text") return say({ type: "text", text: act.text, dates: [] });
          const ask = seen().screen.asks.find((one) => one.kind === "type");
          if (ask?.kind !== "type") throw new Error("expected a form; the screen has none");
          return say({ type: "form", fields: { [ask.fields[0].id]: act.text }, turn: seen().screen.turn });
        }
        case "send":
          return say({ type: "other", what: act.what });
        case "stale": {
          const { turn } = seen().screen;
          const old = history.findLast(
            ({ screen }) => screen.turn !== turn && screen.turn !== "none" && has(screen, act.name),
          );
          if (old === undefined) throw new Error(`no earlier screen had a button "${act.name}"`);
          return say(pressOf(named(act.name, old.screen), old.screen), old.screen);
        }
        case "both": {
          const [one, another] = [pressOf(named(act.names[0])), pressOf(named(act.names[1]))];
          return sound(seat.both(one, another, seen().screen));
        }
        case "twice": {
          const did = await say(pressOf(named(act.name)));
          return did === "answered" ? sound(seat.again()) : did;
        }
        case "restart":
          await runtime.quiet();
          runtime = started();
          return seat.restart();
        case "answer":
          return answer(act.question, act.answer);
        case "rest":
          return rest();
      }
    },
  };
}

/** Every button that presses. */
export function buttonsOf(screen: Screen): PressButton[] {
  return [
    ...screen.asks.flatMap((ask) => (ask.kind === "type" ? [] : ask.options)),
    ...screen.go.flatMap((one) => ("id" in one ? [one] : [])),
    ...screen.asks.flatMap((ask) =>
      ask.kind === "many" && ask.done !== undefined ? [{ id: "done", label: ask.done }] : [],
    ),
  ];
}

function has(screen: Screen, name: string): boolean {
  return buttonsOf(screen).some((one) => [name, `o:${name}`].includes(one.id));
}

function noonOf(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}
