import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entriesMeant, entriesNamedIn } from "../../src/engine/entries.js";
import type { PickEntry } from "../../src/engine/flow.js";

const entries: readonly PickEntry[] = [
  { key: "internal-medicine", names: ["Internal Medicine", "IM"] },
  { key: "medicine-pediatrics", names: ["Internal Medicine/Pediatrics", "med peds"] },
  { key: "pediatrics", names: ["Pediatrics", "peds", "paeds"] },
  { key: "general-surgery", names: ["General Surgery", "GS"] },
  { key: "neurological-surgery", names: ["Neurological Surgery"] },
  { key: "neurology", names: ["Neurology"] },
  { key: "child-neurology", names: ["Child Neurology"] },
  { key: "gynecology", names: ["Obstetrics and Gynecology", "OB/GYN", "gynécologie"] },
];

describe("what a typed name means", () => {
  it.each([
    ["IM", "internal-medicine"],
    [" im ", "internal-medicine"],
    ["Internal-Medicine", "internal-medicine"],
    ["peds", "pediatrics"],
    ["ob gyn", "gynecology"],
    ["OB/GYN", "gynecology"],
    ["gynecologie", "gynecology"],
  ])("%j is exactly one", (typed, key) => {
    expect(entriesMeant(entries, typed)).toEqual({ is: "one", key, how: "exact" });
  });

  it.each([
    ["gen surg", "general-surgery"],
    ["obst gyn", "gynecology"],
    ["child n", "child-neurology"],
  ])("%j begins the words of one", (typed, key) => {
    expect(entriesMeant(entries, typed)).toEqual({ is: "one", key, how: "begins" });
  });

  it("offers several, in the order of the list", () => {
    expect(entriesMeant(entries, "surg")).toEqual({
      is: "several",
      keys: ["general-surgery", "neurological-surgery"],
    });
  });

  it("says how far what is only near lies", () => {
    expect(entriesMeant(entries, "neurolgy")).toEqual({ is: "near", keys: ["neurology"], slips: 1 });
    expect(entriesMeant(entries, "nephrology")).toEqual({ is: "near", keys: ["neurology"], slips: 2 });
  });

  it("counts what is too many to offer", () => {
    const many = Array.from({ length: 20 }, (_, n) => ({ key: `k${n}`, names: [`Place number ${n}`] }));
    expect(entriesMeant(many, "place")).toEqual({ is: "many", count: 20 });
  });

  it.each(["", "  ", "???", "zzzzzz"])("%j means none", (typed) => {
    expect(entriesMeant(entries, typed)).toEqual({ is: "none" });
  });

  it("finds the longest name inside a sentence", () => {
    expect(entriesNamedIn(entries, "what do i need for child neurology please")).toMatchObject({
      key: "child-neurology",
    });
    expect(entriesNamedIn(entries, "is IM or peds better")).toEqual({
      is: "several",
      keys: ["internal-medicine", "pediatrics"],
    });
    expect(entriesNamedIn(entries, "I'm a doctor")).toEqual({ is: "none" });
  });

  it("takes anything that is typed, and names only what is in the list", () => {
    const keys = entries.map((entry) => entry.key);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (typed) => {
        for (const meant of [entriesMeant(entries, typed), entriesNamedIn(entries, typed)]) {
          if (meant.is === "one") expect(keys).toContain(meant.key);
          if (meant.is === "several" || meant.is === "near") {
            expect(meant.keys.length).toBeGreaterThan(0);
            expect(keys).toEqual(expect.arrayContaining([...meant.keys]));
          }
        }
      }),
    );
  });
});
