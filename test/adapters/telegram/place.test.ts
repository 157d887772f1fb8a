import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Place, readPlace, writePlace } from "../../../adapters/telegram/place.js";

const positive = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

describe("the text form of a place", () => {
  it.each<[Place, string]>([
    [{ chat: 123 }, "123"],
    [{ chat: -100123, thread: 7 }, "-100123/7"],
    [{ chat: 123, message: 456 }, "123#456"],
    [{ chat: -100123, thread: 7, reply: 88 }, "-100123/7>88"],
    [{ chat: -100123, reply: 88 }, "-100123>88"],
  ])("of %j is %j", (place, text) => {
    expect(writePlace(place)).toBe(text);
    expect(readPlace(text)).toEqual(place);
  });

  it("is read back as the same place, with ids of 52 bits (T-32)", () => {
    const places = fc
      .record(
        {
          chat: fc.oneof(
            positive,
            positive.map((id) => -id),
          ),
          thread: positive,
          reply: positive,
          message: positive,
        },
        { requiredKeys: ["chat"] },
      )
      .map((place): Place => place);
    fc.assert(
      fc.property(places, (place) => {
        expect(readPlace(writePlace(place))).toEqual(place);
      }),
    );
  });

  it("is one text for one place: what reads as a place is written so", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^-?\d{1,17}(\/\d+)?(>\d+)?(#\d+)?$/)), (text) => {
        const place = readPlace(text);
        if (place !== undefined) expect(writePlace(place)).toBe(text);
      }),
    );
  });

  it.each([
    "",
    "0",
    "-0",
    "007",
    "12a",
    " 12",
    "12/",
    "12/0",
    "12>-3",
    "12#4/5",
    "99999999999999999999",
    "1.5",
    "1e3",
  ])("is not %j", (text) => {
    expect(readPlace(text)).toBeUndefined();
  });
});
