/** Ids as Discord makes them, from the clock: a later id is a greater number. */
import { createHash } from "node:crypto";
import type { Clock } from "../clock.js";

/** The first second of 2015. */
const epoch = 1_420_070_400_000;

export type Ids = {
  next(): string;
  /** The token of an interaction: as long as a real one, and the same in every run. */
  token(id: string): string;
};

export function idsFrom(clock: Clock): Ids {
  let last = 0n;
  return {
    next() {
      const now = BigInt(Math.floor(clock.now()) - epoch) << 22n;
      last = now > last ? now : last + 1n;
      return `${last}`;
    },
    token(id) {
      const random = createHash("sha512").update(id).digest("base64url");
      return Buffer.from(`interaction:${id}:${random}${random.slice(0, 32)}`).toString("base64url");
    },
  };
}

/** When an id was made, by the clock that made it. */
export function timeOf(id: string): number {
  return Number(BigInt(id) >> 22n) + epoch;
}
