import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPassing, isToken, type Place, readPlace, writePlace } from "../../../adapters/discord/place.js";
import { instantOf, isSnowflake } from "../../../adapters/discord/snowflake.js";

const snowflake = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String);
const anyPlace: fc.Arbitrary<Place> = fc.oneof(
  fc.record(
    {
      kind: fc.constant("reply" as const),
      application: snowflake,
      token: fc.stringMatching(/^[\w.~+=:-]*\w$/).filter(isToken),
      until: fc.integer({ min: 1, max: 2 ** 45 }),
      channel: snowflake,
    },
    { requiredKeys: ["kind", "application", "token", "until"] },
  ),
  fc.record({ kind: fc.constant("channel" as const), channel: snowflake, after: snowflake }),
);

describe("where a screen is shown", () => {
  it("reads back as it was written", () => {
    fc.assert(
      fc.property(anyPlace, (place) => {
        expect(readPlace(writePlace(place))).toEqual(place);
      }),
    );
  });

  it.each([
    "",
    "reply",
    "reply/1/2/3",
    "reply/1/2/-/",
    "reply/0/2/-/a",
    "reply/1/02/-/a",
    "reply/1/2//a",
    "reply/1/2/-/a/b",
    "reply/1/2/-/..",
    "reply/1/2/-/a b",
    "reply/1/2/-/a%2f",
    `reply/1/2/-/${"a".repeat(1001)}`,
    "reply/1/99999999999999999/-/a",
    "channel/",
    "channel/x/1",
    "channel/1",
    "channel/1/2/3",
    "channel/1/99999999999999999999",
    "dm/1",
    "reply\n/1/2/-/a",
  ])("is nothing where it was not written so: %j", (text) => {
    expect(readPlace(text)).toBeUndefined();
  });

  it("is only ever what is written so again", () => {
    const parts = fc.constantFrom("reply", "channel", "1", "0", "-", "a.b", "..", "", "1795510000000", "/");
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 6 }), (given) => {
        const text = given.join("/");
        const place = readPlace(text);
        if (place !== undefined) expect(writePlace(place)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it("D-12: can vanish anywhere but in the bot's own DM", () => {
    const reply = { kind: "reply", application: "1", token: "a", until: 1 } as const;
    expect(isPassing(reply)).toBe(true);
    expect(isPassing({ ...reply, channel: "2" })).toBe(false);
    expect(isPassing({ kind: "channel", channel: "2", after: "3" })).toBe(false);
  });
});

describe("D-15: ids", () => {
  it("are texts, of which no digit is lost", () => {
    expect(isSnowflake("18446744073709551615")).toBe(true);
    expect(
      ["18446744073709551616", "0", "01", "1.5", "-1", "1e3", "", " 1", "1\n", "NaN"].filter(isSnowflake),
    ).toEqual([]);
  });

  it("tell when they were made, and never that it was later than now", () => {
    const now = Date.parse("2026-11-24T12:00:00Z");
    // Discord's own example.
    expect(instantOf("175928847299117063", now)).toBe(Date.parse("2016-04-30T11:18:25.796Z"));
    expect(instantOf("18446744073709551615", now)).toBe(now);
  });
});
