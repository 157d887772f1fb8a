/** A platform with the bot on it, on which one member after the other takes a seat. */
import type { Host } from "../../../src/adapter.js";
import type { Screen } from "../../../src/screen.js";
import type { Seat } from "../talk-seat.js";
import type { Seen } from "./sight.js";

export type Platform = {
  name: string;
  /** A seat of somebody new, before this host. */
  sit(host: Host): SeatWithView;
  /** What the platform has against what the bot did; empty where all was well. */
  complaints(): readonly string[];
  close(): Promise<void>;
};

export type SeatWithView = Seat & {
  /** The screen that was shown last, as it is seen there. */
  sees(): Seen;
  /** Nothing more is said. */
  leave(): Promise<void>;
};

/** A host that passes everything on to that of whoever is being listened to: a bot is connected once for many talks. */
export function createRelay(): { host: Host; to(host: Host): void } {
  let current: Host | undefined;
  const host = (): Host => {
    if (current === undefined) throw new Error("nobody has taken a seat");
    return current;
  };
  return {
    host: {
      find: (...given) => host().find(...given),
      article: (id) => host().article(id),
      suggest: (...given) => host().suggest(...given),
      // What is told before anybody sits is the platform's own test's matter.
      log: (...given) => current?.log(...given),
      now: () => host().now(),
      receive: (...given) => host().receive(...given),
    },
    to(next) {
      current = next;
    },
  };
}

/** Which of the messages are new or read differently than before; what has only lost its buttons has not changed. */
export function createNews<Message>(
  idOf: (message: Message) => string | number,
  contentOf: (message: Message) => string,
  controlsOf: (message: Message) => string,
): { of(messages: readonly Message[]): Message[] } {
  const known = new Map<string | number, { content: string; controls: string }>();
  return {
    of: (messages) =>
      messages.filter((message) => {
        const id = idOf(message);
        const before = known.get(id);
        const now = { content: contentOf(message), controls: controlsOf(message) };
        known.set(id, now);
        if (before === undefined || before.content !== now.content) return true;
        return now.controls !== "" && now.controls !== before.controls;
      }),
  };
}

/** A host that knows which screen stands, and when nothing is under way. */
export function createWatch(inner: Host): {
  host: Host;
  standing(): Screen | undefined;
  next(): Promise<void>;
} {
  let standing: Screen | undefined;
  const waiting: (() => void)[] = [];
  return {
    standing: () => standing,
    next: () => new Promise((taken) => waiting.push(taken)),
    host: {
      ...inner,
      async receive(update, reply) {
        await inner.receive(update, {
          ...reply,
          async show(screen, signal) {
            await reply.show(screen, signal);
            standing = screen;
          },
        });
        for (const taken of waiting.splice(0)) taken();
      },
    },
  };
}
