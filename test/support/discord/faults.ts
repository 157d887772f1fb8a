/** What goes wrong on demand: the next calls of a route, or a share of all calls by a seed. */
import { numbersFrom } from "../numbers.js";
import type { RateLimit } from "./refusal.js";
import type { RouteName } from "./routes.js";

/** `done` says whether the call had its effect before its answer was lost (F67, DJ-2). */
export type Fault =
  /** 429 (D-33, D-34). */
  | { kind: "wait"; seconds: number; scope?: RateLimit["scope"] }
  /** Any refusal of Discord's. */
  | { kind: "refuse"; status: number; code: number; message: string }
  /** A status of 5xx, with words for people. */
  | { kind: "server"; status?: 500 | 502 | 503 | 504; done?: boolean }
  /** 200, and the body is no JSON. */
  | { kind: "garbage"; done?: boolean }
  /** The body ends in its middle. */
  | { kind: "cut"; done?: boolean }
  /** The connection is closed without an answer. */
  | { kind: "drop"; done?: boolean }
  /** No answer, until the fake is closed. */
  | { kind: "hang"; done?: boolean }
  /** Waits at a gate, and then goes on as if nothing had been; `done` says that it had its effect on arrival. */
  | { kind: "hold"; gate: Gate; done?: boolean };

/** Holds calls until it is opened. */
export type Gate = {
  /** How many wait at it. */
  waiting(): number;
  open(): void;
  /** Resolves when it is open. */
  opened(): Promise<void>;
};

export type Where = (call: { route: RouteName; body: unknown }) => boolean;

export type RandomFaults = {
  seed: number;
  /** Of the calls, from 0 to 1. */
  share: number;
  kinds: readonly Fault[];
  /** All routes where it is left out. */
  routes?: readonly RouteName[];
};

export type Faults = {
  /** The next `times` calls of the route ("*": of any) that fit `where` go wrong like this. */
  fail(route: RouteName | "*", times: number, fault: Fault, where?: Where): void;
  /** From now on a share of the calls goes wrong; undefined ends it. */
  randomly(faults: RandomFaults | undefined): void;
  /** Forgets what has not happened yet. */
  clear(): void;
  /** How many of the faults asked for are still to come. */
  left(): number;
  next(route: RouteName, body: unknown): Fault | undefined;
};

export function createFaults(): Faults {
  let asked: { route: RouteName | "*"; times: number; fault: Fault; where: Where }[] = [];
  let random: { faults: RandomFaults; draw: () => number } | undefined;
  return {
    fail(route, times, fault, where = () => true) {
      asked.push({ route, times, fault, where });
    },
    randomly(faults) {
      random = faults === undefined ? undefined : { faults, draw: numbersFrom(faults.seed) };
    },
    clear() {
      asked = [];
      random = undefined;
    },
    left: () => asked.reduce((sum, { times }) => sum + times, 0),
    next(route, body) {
      const found = asked.find(
        (one) => (one.route === route || one.route === "*") && one.times > 0 && one.where({ route, body }),
      );
      if (found !== undefined) {
        found.times -= 1;
        return found.fault;
      }
      if (random === undefined || random.faults.routes?.includes(route) === false) return undefined;
      const { share, kinds } = random.faults;
      if (random.draw() >= share) return undefined;
      return kinds[Math.floor(random.draw() * kinds.length)];
    },
  };
}

export function createGate(changed: () => void): Gate {
  let open = false;
  let waiting = 0;
  const waiters = new Set<() => void>();
  return {
    waiting: () => waiting,
    open() {
      open = true;
      for (const go of waiters) go();
      waiters.clear();
    },
    async opened() {
      if (open) return;
      waiting += 1;
      changed();
      await new Promise<void>((go) => waiters.add(go));
      waiting -= 1;
    },
  };
}
