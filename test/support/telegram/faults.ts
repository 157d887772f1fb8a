/** What goes wrong on demand: the next calls of a method, or a share of all calls by a seed. */
import { numbersFrom } from "../numbers.js";
import type { ResponseParameters } from "./refusal.js";

/** `done` says whether the call had its effect before its answer was lost. */
export type Fault =
  /** 429 with `retry_after` (T-39). */
  | { kind: "wait"; seconds: number }
  /** Any refusal of Telegram's. */
  | { kind: "refuse"; code: number; description: string; parameters?: ResponseParameters }
  /** 500 in JSON. */
  | { kind: "server"; done?: boolean }
  /** 502 of a front server, in HTML. */
  | { kind: "html"; done?: boolean }
  /** 200, done, and the body ends in its middle. */
  | { kind: "cut" }
  /** No answer, until the fake is closed. */
  | { kind: "hang"; done?: boolean }
  /** The connection is closed without an answer. */
  | { kind: "drop"; done?: boolean };

/** T-40, the commonest. */
export const blocked: Fault = {
  kind: "refuse",
  code: 403,
  description: "Forbidden: bot was blocked by the user",
};

export type RandomFaults = {
  seed: number;
  /** Of the calls, from 0 to 1. */
  share: number;
  kinds: readonly Fault[];
  /** All methods where it is left out. */
  methods?: readonly string[];
};

export type Faults = {
  /** The next `times` calls of the method ("*": of any) that fit `where` go wrong like this. */
  fail(method: string, times: number, fault: Fault, where?: (payload: Payload) => boolean): void;
  /** From now on a share of the calls goes wrong; undefined ends it. */
  randomly(faults: RandomFaults | undefined): void;
  /** Forgets what has not happened yet. */
  clear(): void;
  /** How many of the faults asked for are still to come. */
  left(): number;
  next(method: string, payload: Payload): Fault | undefined;
};

type Payload = Readonly<Record<string, unknown>>;

export function createFaults(): Faults {
  let asked: { method: string; times: number; fault: Fault; where: (payload: Payload) => boolean }[] = [];
  let random: { faults: RandomFaults; draw: () => number } | undefined;
  return {
    fail(method, times, fault, where = () => true) {
      asked.push({ method, times, fault, where });
    },
    randomly(faults) {
      random = faults === undefined ? undefined : { faults, draw: numbersFrom(faults.seed) };
    },
    clear() {
      asked = [];
      random = undefined;
    },
    left: () => asked.reduce((sum, { times }) => sum + times, 0),
    next(method, payload) {
      const found = asked.find(
        (one) => (one.method === method || one.method === "*") && one.times > 0 && one.where(payload),
      );
      if (found !== undefined) {
        found.times -= 1;
        return found.fault;
      }
      if (random === undefined || random.faults.methods?.includes(method) === false) return undefined;
      const { share, kinds } = random.faults;
      if (random.draw() >= share) return undefined;
      return kinds[Math.floor(random.draw() * kinds.length)];
    },
  };
}
