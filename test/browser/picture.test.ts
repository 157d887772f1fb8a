/** The picture of a look-up on a phone: it is there, it is not cut, and what it says is said beside it. */
import { expect, it } from "vitest";
import { screenOfLookup } from "../../src/runtime/screens.js";
import { shipped } from "../support/shipped.js";
import { always, live, visits } from "./visit.js";

const open = visits();
const { library } = await shipped();
const setting = { now: Date.parse("2026-11-24T12:00:00Z"), today: "2026-11-24", sessionDays: 120 };

it.each([
  ["specialty", "pediatrics"],
  ["ecfmg", "rank-list"],
])("/%s shows its picture of %s whole, with what it says", async (lookup, entry) => {
  const screen = await screenOfLookup(
    library,
    { kind: "look-up-entry", lookup, entry, part: 1 },
    setting,
    (error) => {
      throw error;
    },
  );
  const { page, outside, complaints } = await open(always(screen), {
    ...{ viewport: { width: 360, height: 740 }, reducedMotion: "reduce" },
  });
  const picture = live(page).locator(".files img");
  await picture.evaluate((img) => img.scrollIntoView());
  await picture.evaluate((img) =>
    "decode" in img && typeof img.decode === "function" ? img.decode() : undefined,
  );
  const [natural, box, alt] = await Promise.all([
    picture.evaluate((img) => ("naturalWidth" in img ? img.naturalWidth : 0)),
    picture.boundingBox(),
    picture.getAttribute("alt"),
  ]);
  expect(natural).toBe(680);
  expect(box?.width).toBeGreaterThan(240);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
  expect(alt).toBe(screen.attach[0]?.alt);
  expect(alt).toContain(screen.title);
  const link = live(page).getByRole("link", { name: `Download ${lookup}.png` });
  expect(await link.getAttribute("download")).toBe(`${lookup}.png`);
  expect(outside).toEqual([]);
  expect(complaints).toEqual([]);
});
