/** What waits for the bot, and long polling: T-32, T-34, T-35, T-38. */
import type { Clock } from "../clock.js";
import { Refusal } from "./refusal.js";
import type { Happening, Update } from "./wire.js";

/** T-35: how long an update waits for the bot, in milliseconds. */
export const lives = { message: 24 * 3_600_000, press: 150_000, inline: 30_000 } as const;

/** T-35. */
const longestPoll = 50;
const largestBatch = 100;

/** T-38: kinds that a bot gets without asking for them. */
const notByDefault = ["chat_member", "message_reaction", "message_reaction_count"];

export type Waiting = {
  update: Update;
  /** The chat whose updates come in order, undefined for what belongs to none. */
  chat: number | undefined;
  expires: number;
  deliveries: number;
  /** Delivered once more after it was confirmed, as it happens; no offset keeps it back. */
  again: boolean;
};

export type Poll = { offset: number; limit: number; timeout: number; allowed: readonly string[] | undefined };

export type Updates = {
  /** Queues what happened; undefined where the bot did not ask for its kind. */
  add(happening: Happening, more: { chat?: number; life?: number }): Update | undefined;
  /** Delivers an update once more, under its own number. */
  repeat(update: Update, chat: number | undefined): void;
  /** What waits, oldest first, without what has grown too old. */
  waiting(): readonly Waiting[];
  /** `getUpdates`: confirms what lies before the offset and gives what waits, or waits for it. */
  poll(poll: Poll, gone: AbortSignal): Promise<Update[]>;
  /** Ends a long poll that is under way, with a 409 (T-34). */
  endPoll(why: string): void;
  /** Whether a long poll is under way. */
  polled(): boolean;
  allow(kinds: readonly string[] | undefined): void;
  allowed(): readonly string[];
  /** Takes one out: a webhook has taken it. */
  remove(id: number): void;
  /** Forgets all that waits (`drop_pending_updates`). */
  drop(): void;
  /** T-32: the number of the next update, as after a week without any. */
  jump(next: number): void;
};

export function createUpdates(clock: Clock, first: number, changed: () => void): Updates {
  let next = first;
  let queue: Waiting[] = [];
  let nextEnd = Number.POSITIVE_INFINITY;
  let allowed: readonly string[] = [];
  let current:
    | { give: (updates: Update[]) => void; refuse: (why: Refusal) => void; limit: number }
    | undefined;

  /** Without what has grown too old; looked for only when something can have. */
  const fresh = (): Waiting[] => {
    if (clock.now() < nextEnd) return queue;
    queue = queue.filter(({ expires }) => expires > clock.now());
    nextEnd = queue.reduce((soonest, { expires }) => Math.min(soonest, expires), Number.POSITIVE_INFINITY);
    return queue;
  };
  const take = (from: number, limit: number): Update[] => {
    const given = fresh()
      .filter(({ update, again }) => again || update.update_id >= from)
      .slice(0, limit);
    for (const one of given) one.deliveries += 1;
    queue = queue.filter((one) => !(one.again && given.includes(one)));
    return given.map(({ update }) => update);
  };
  const endPoll = (why: string): void => {
    current?.refuse(new Refusal(409, `Conflict: ${why}`));
    current = undefined;
  };
  /** Confirms what lies before the offset; gives the first that is wanted. An offset far beyond the end means nothing (T-32). */
  const confirm = (offset: number): number => {
    const waiting = fresh();
    const head = waiting[0]?.update.update_id ?? next;
    if (offset < 0) {
      const from = waiting.at(offset)?.update.update_id ?? head;
      queue = waiting.filter(({ update }) => update.update_id >= from);
      return from;
    }
    if (offset === 0 || offset > next + 10) return head;
    queue = waiting.filter(({ update, again }) => again || update.update_id >= offset);
    changed();
    return offset;
  };

  const enqueue = (one: Waiting): void => {
    queue.push(one);
    nextEnd = Math.min(nextEnd, one.expires);
    if (current !== undefined) {
      const { give, limit } = current;
      current = undefined;
      give(take(one.update.update_id, limit));
    }
    changed();
  };

  return {
    add(happening, { chat, life = lives.message }) {
      const kind = Object.keys(happening)[0] ?? "unknown";
      const wanted = allowed.length === 0 ? !notByDefault.includes(kind) : allowed.includes(kind);
      if (!wanted && kind !== "unknown") return undefined;
      const content = "unknown" in happening ? happening.unknown : happening;
      const update: Update = { update_id: next, ...structuredClone(content) };
      next += 1;
      enqueue({ update, chat, expires: clock.now() + life, deliveries: 0, again: false });
      return update;
    },
    repeat(update, chat) {
      enqueue({ update, chat, expires: clock.now() + lives.message, deliveries: 1, again: true });
    },
    waiting: fresh,
    poll({ offset, limit, timeout, allowed: kinds }, gone) {
      endPoll("terminated by other getUpdates request; make sure that only one bot instance is running");
      if (kinds !== undefined) allowed = kinds;
      const most = Math.min(Math.max(limit, 1), largestBatch);
      const given = take(confirm(offset), most);
      const seconds = Math.min(Math.max(timeout, 0), longestPoll);
      if (given.length > 0 || seconds === 0) return Promise.resolve(given);
      return new Promise((give, refuse) => {
        const mine = { give: finish(give), refuse: finish(refuse), limit: most };
        const callOff = clock.after(seconds * 1000, () => {
          if (current === mine) current = undefined;
          mine.give([]);
        });
        function finish<T>(end: (value: T) => void): (value: T) => void {
          return (value) => {
            callOff();
            end(value);
          };
        }
        current = mine;
        gone.addEventListener("abort", () => {
          if (current === mine) current = undefined;
          mine.give([]);
        });
        changed();
      });
    },
    endPoll,
    polled: () => current !== undefined,
    allow(kinds) {
      if (kinds !== undefined) allowed = kinds;
    },
    allowed: () => allowed,
    remove(id) {
      const at = queue.findIndex(({ update }) => update.update_id === id);
      if (at !== -1) queue = queue.toSpliced(at, 1);
      changed();
    },
    drop() {
      queue = [];
      changed();
    },
    jump(to) {
      next = to;
    },
  };
}
