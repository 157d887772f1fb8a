/** A whole runtime over the store that forgets, with a clock that is moved by hand. */
import type { Reply, Update } from "../../src/adapter.js";
import type { Library } from "../../src/content/library.js";
import type { Event } from "../../src/engine/event.js";
import type { Asking } from "../../src/runtime/asking.js";
import { createLog } from "../../src/runtime/log.js";
import type { RuntimeParts } from "../../src/runtime/parts.js";
import { createRuntime, type Runtime } from "../../src/runtime/runtime.js";
import type { Screen } from "../../src/screen.js";
import type { Members } from "../../src/store/members.js";
import { type MemoryStore, memoryStore } from "../../src/store/memory.js";
import { shipped } from "./shipped.js";

const { library } = await shipped();

export const member = "web:somebody";
const begins = Date.parse("2026-11-24T09:00:00Z");

/** Finds nothing, and takes one made-up word for a cry for help. */
export const asking: Asking = {
  ask: () => ({ guard: null, answers: [], several: false, nearest: [], flow: null }),
  guard: (text) => (text.includes("cry-for-help") ? "crisis" : null),
};

export type Bench = {
  runtime: Runtime;
  store: MemoryStore;
  library: Library;
  /** Log lines, parsed. */
  logged: () => readonly Readonly<Record<string, unknown>>[];
  raw: () => string;
  clock: { now: number };
  /** Sends one event as a new update and gives the screens that were shown. */
  say(event: Event, more?: Partial<Update>): Promise<Screen[]>;
  /** The same with its envelope and reply in the test's hands. */
  receive(update: Partial<Update> & { event: Event }, reply: Reply): Promise<void>;
};

/** `wrap` stands between the runtime and its store. `store` is shared by processes. */
export async function bench(
  more: Partial<RuntimeParts> & {
    wrap?: (members: Members) => Members;
    store?: MemoryStore;
    holder?: string;
    clock?: never;
    asking?: Asking;
  } = {},
): Promise<Bench> {
  const clock = { now: begins };
  let randoms = 0;
  const store =
    more.store ??
    memoryStore({
      clock: () => clock.now,
      random: () => {
        randoms += 1;
        return randoms.toString(16).padStart(12, "0");
      },
      sessionDays: 120,
    });
  let written = "";
  const log = createLog("debug", () => clock.now, {
    write: (line) => {
      written += line;
    },
  });
  const { wrap = (members: Members) => members, holder = "one", asking: search = asking, ...rest } = more;
  const runtime = createRuntime(
    {
      members: wrap(store.members(holder)),
      log,
      sessionDays: 120,
      pause: async () => undefined,
      random: () => 0.5,
      ...rest,
      clock: () => clock.now,
    },
    { library, asking: search },
  );
  let said = 0;
  const receive: Bench["receive"] = (update, reply) => {
    said += 1;
    return runtime
      .host("web")
      .receive(
        { id: `update-${said}`, member, at: clock.now, where: "private", address: "here", ...update },
        reply,
      );
  };
  return {
    runtime,
    store,
    library,
    clock,
    receive,
    raw: () => written,
    logged: () =>
      written
        .split("\n")
        .filter((line) => line !== "")
        .map((line): Readonly<Record<string, unknown>> => JSON.parse(line)),
    async say(event, update = {}) {
      const screens: Screen[] = [];
      await receive(
        { ...update, event },
        {
          confirm: () => undefined,
          show: async (screen) => {
            screens.push(screen);
          },
        },
      );
      return screens;
    },
  };
}

export function command(name: string, rest = ""): Event {
  return { type: "command", name, rest };
}

export function text(words: string): Event {
  return { type: "text", text: words, dates: [] };
}

/** A press on this screen. */
export function press(button: string, screen: Screen | undefined): Event {
  return { type: "press", button, turn: screen?.turn ?? 0 };
}
