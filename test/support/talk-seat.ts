/** The way on which what a member does reaches the runtime: at once, or through a platform (test/support/equivalence). */
import type { Host } from "../../src/adapter.js";
import type { Event } from "../../src/engine/event.js";
import type { Screen } from "../../src/screen.js";

/**
 * What became of it: the bot has answered, only the member's own screen has changed (a box that is sent later, with the
 * others), or nobody can do this there.
 */
export type Did = "answered" | "unsent" | "impossible";

/** The way on which what a member does reaches the runtime. */
export type Seat = {
  /** As `platform:id`. */
  member: string;
  /** Does what this event says to a screen; resolves when all that comes of it is shown. */
  say(event: Event, on: Screen | undefined): Promise<Did>;
  /** Two presses on one screen, at once. */
  both(one: Event, another: Event, on: Screen): Promise<Did>;
  /** What was said last is delivered once more. */
  again(): Promise<Did>;
  /** The program has ended, and another goes on. */
  restart(): Promise<Did>;
};

/** Takes a seat before a host: the runtime, of which the conversation knows what it shows. */
export type Sit = (host: Host) => Seat;

/** Hands events straight to the runtime. */
export function atOnce(host: Host): Seat {
  const member = "web:somebody";
  let updates = 0;
  let last: Event | undefined;
  async function receive(event: Event): Promise<Did> {
    last = event;
    await host.receive(
      { id: `update-${updates}`, member, at: host.now(), where: "private", address: "here", event },
      { confirm: () => undefined, show: async () => undefined },
    );
    return "answered";
  }
  function say(event: Event): Promise<Did> {
    updates += 1;
    return receive(event);
  }
  return {
    member,
    say,
    async both(one, another) {
      const [, did] = await Promise.all([say(one), say(another)]);
      return did;
    },
    again: async () => (last === undefined ? "impossible" : receive(last)),
    restart: async () => "unsent",
  };
}
