import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSealing, keyNumberOf, numberOfSecret, type Place } from "../../src/store/sealed.js";

const secrets = { id: "i".repeat(32), state: "s".repeat(32), previous: [] };
const sealing = createSealing(secrets);
const place: Place = { whose: sealing.nameOf("test:1"), field: "session", revision: "1.000000000000" };

describe("sealing", () => {
  it("gives back any text, short and long", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 600 }), (text) => {
        expect(sealing.open(place, sealing.seal(place, text))).toBe(text);
      }),
    );
  });

  it("never seals the same text to the same bytes", () => {
    const all = Array.from({ length: 1000 }, () => Buffer.from(sealing.seal(place, "a")).toString("hex"));
    expect(new Set(all).size).toBe(1000);
  });

  it("A38: opens nothing that was moved to another member, field or revision", () => {
    const sealed = sealing.seal(place, "the words of one member");
    for (const other of [
      { ...place, whose: sealing.nameOf("test:2") },
      { ...place, field: "address" as const },
      { ...place, revision: "2.000000000000" },
    ]) {
      expect(sealing.open(other, sealed)).toBeUndefined();
    }
  });

  it("F36: opens nothing in which one bit was changed, at any place, and nothing that was cut", () => {
    const sealed = sealing.seal(place, "the words of one member ".repeat(20));
    for (let at = 0; at < sealed.length; at += 1) {
      const flipped = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ 1 : byte));
      expect(sealing.open(place, flipped)).toBeUndefined();
      expect(sealing.open(place, sealed.subarray(0, at))).toBeUndefined();
    }
  });

  it("opens with a previous secret, and seals with the newest", () => {
    const before = sealing.seal(place, "a");
    const rotated = createSealing({ ...secrets, state: "t".repeat(32), previous: [secrets.state] });
    expect(rotated.open(place, before)).toBe("a");
    const after = rotated.seal(place, "a");
    expect(sealing.open(place, after)).toBeUndefined();
    expect(keyNumberOf(before)).toBe(numberOfSecret(secrets.state));
    expect(keyNumberOf(after)).toBe(numberOfSecret("t".repeat(32)));
  });
});

describe("pseudonyms", () => {
  it("are the same for the same member, and say nothing of who it is", () => {
    expect(sealing.nameOf("test:1")).toBe(createSealing(secrets).nameOf("test:1"));
    expect(sealing.nameOf("test:1")).toMatch(/^[\w-]{22}$/);
    expect(sealing.nameOf("test:1")).not.toBe(sealing.nameOf("test:2"));
    expect(createSealing({ ...secrets, id: "j".repeat(32) }).nameOf("test:1")).not.toBe(
      sealing.nameOf("test:1"),
    );
  });

  it("an update has another mark for each member", () => {
    const mark = (member: string) => Buffer.from(sealing.markOf(sealing.nameOf(member), "7")).toString("hex");
    expect(mark("test:1")).not.toBe(mark("test:2"));
  });
});
