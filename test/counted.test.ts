/** What strangers can repeat as often as they like is told seldom, with how often it was. */
import { expect, it } from "vitest";
import { createCounted } from "../src/counted.js";

/** What was told, as "reason count", and a clock that is moved by hand. */
function counted() {
  const clock = { now: 1_000_000 };
  const told: string[] = [];
  const refused = createCounted(
    () => clock.now,
    (why, count) => told.push(`${why} ${count}`),
  );
  return { clock, told, refused };
}

it("is told at once, and the same again at most once a minute, with how often it was since", () => {
  const { clock, told, refused } = counted();
  for (let times = 0; times < 1_000; times += 1) refused("signature");
  expect(told).toEqual(["signature 1"]);
  clock.now += 59_999;
  refused("signature");
  expect(told).toEqual(["signature 1"]);
  clock.now += 1;
  refused("signature");
  refused("signature");
  expect(told).toEqual(["signature 1", "signature 1001"]);
  clock.now += 3_600_000;
  refused("signature");
  expect(told.at(-1)).toBe("signature 2");
});

it("is told of each reason by itself", () => {
  const { told, refused } = counted();
  for (const why of ["signature", "stale", "signature", "unreadable", "stale"]) refused(why);
  expect(told).toEqual(["signature 1", "stale 1", "unreadable 1"]);
});

it("is not silenced by a clock that is set back", () => {
  const { clock, told, refused } = counted();
  refused("stale");
  clock.now -= 86_400_000;
  refused("stale");
  expect(told).toEqual(["stale 1", "stale 1"]);
});
