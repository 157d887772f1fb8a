/** Discord's ids: always texts, since they are longer than JavaScript's numbers are exact (D-15). */
import type { Instant } from "../../src/engine/day.js";
import { type Given, textIn } from "../../src/given.js";

export function isSnowflake(text: string): boolean {
  return /^[1-9]\d{0,19}$/.test(text) && BigInt(text) <= largest;
}

export function snowflakeIn(from: Given | undefined, key: string): string | undefined {
  const text = textIn(from, key);
  return text !== undefined && isSnowflake(text) ? text : undefined;
}

/** When the id was made, which is when what it names happened; never after `now`. */
export function instantOf(snowflake: string, now: Instant): Instant {
  return Math.min(Number(BigInt(snowflake) >> 22n) + epoch, now);
}

/** The first moment of 2015, in ms since 1970. */
const epoch = 1_420_070_400_000;
const largest = 2n ** 64n - 1n;
