/** What components carry: everything that is needed when they come back, a version, and nothing to look up (D-16, D-20). */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CustomId,
  isButtonId,
  readCustomId,
  writeCustomId,
} from "../../../adapters/discord/custom-id.js";
import { hostile } from "../../support/hostile.js";

const turn = fc.oneof(fc.maxSafeNat(), fc.constant<"none">("none"));
const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:,/-]{0,51}$/);
const anyId: fc.Arbitrary<CustomId> = fc.oneof(
  fc.record({ kind: fc.constant("press" as const), turn, button: name }),
  fc.record({ kind: fc.constant("one" as const), turn, ask: fc.nat(20) }),
  fc.record({ kind: fc.constant("many" as const), turn, group: name }),
  fc.record({
    kind: fc.constant("form" as const),
    turn,
    at: fc.nat(4),
    accepts: fc.constantFrom("line" as const, "lines" as const, "number" as const, "date" as const),
    max: fc.integer({ min: 1, max: 4000 }),
    field: name,
  }),
  fc.record({ kind: fc.constant("start" as const), payload: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/) }),
  fc.record({
    kind: fc.constant("post" as const),
    message: fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String),
  }),
);

describe("what a component carries", () => {
  it("D-20: is 1 to 100 characters long, and reads back as it was written", () => {
    fc.assert(
      fc.property(anyId, (id) => {
        const text = writeCustomId(id);
        expect(text.length).toBeLessThanOrEqual(100);
        expect(text).toMatch(/^[\x21-\x7e]+$/);
        expect(readCustomId(text)).toEqual(id);
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[CustomId, string]>([
    [{ kind: "press", turn: 7, button: "o:b214" }, "1.press.7.o:b214"],
    [{ kind: "press", turn: "none", button: "a:denial/b214:2" }, "1.press.n.a:denial/b214:2"],
    [{ kind: "one", turn: 7, ask: 1 }, "1.one.7.1"],
    [{ kind: "many", turn: 7, group: "t:0-8" }, "1.many.7.t:0-8"],
    [
      { kind: "form", turn: 7, at: 0, accepts: "date", max: 60, field: "refused-on" },
      "1.form.7.0.date.60.refused-on",
    ],
    [{ kind: "start", payload: "h1b-backed-out" }, "1.start.h1b-backed-out"],
    [{ kind: "post", message: "1400000000000000000" }, "1.post.1400000000000000000"],
  ])("D-16: is the same in every release: %j", (id, text) => {
    expect(writeCustomId(id)).toBe(text);
    expect(readCustomId(text)).toEqual(id);
  });

  it.each([
    "",
    "1",
    "1.press",
    "1.press.7",
    "1.press.7.",
    "1.press.07.a",
    "1.press.-1.a",
    "1.press.1e3.a",
    "1.press.9007199254740993.a",
    "1.press.7._a",
    "1.press.7.__proto__",
    "1.press.7.a b",
    "1.press.7.é",
    `1.press.7.${"a".repeat(53)}`,
    "0.press.7.a",
    "2.press.7.a",
    "1.Press.7.a",
    "7:o:b214",
    "1.one.7.0.1",
    "1.one.7.x",
    "1.many.7.",
    "1.form.7.0.date.0.a",
    "1.form.7.0.date.4001.a",
    "1.form.7.0.time.60.a",
    "1.form.7.0.date.60.",
    "1.start.",
    "1.start.a b",
    `1.start.${"a".repeat(65)}`,
    "1.post.0",
    "1.post.12x",
    "1.post.99999999999999999999",
    `1.press.n.${"a".repeat(120)}`,
    ...hostile,
  ])("D-16: is nothing where it was not written so: %j", (text) => {
    expect(readCustomId(text)).toBeUndefined();
  });

  it("is only ever what is written so again", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^1\.[a-z]{3,5}(\.[a-z0-9:]{0,6}){0,5}$/)),
        (text) => {
          const id = readCustomId(text);
          if (id !== undefined) expect(writeCustomId(id)).toBe(text);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("takes no name of JavaScript's own", () => {
    expect(["__proto__", "_a", "", " a", "a\n"].filter(isButtonId)).toEqual([]);
  });
});
