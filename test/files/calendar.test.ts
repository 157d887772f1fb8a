import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../src/engine/day.js";
import { type CalendarEvent, calendarFile } from "../../src/files/calendar.js";

const now = Date.parse("2026-11-24T12:00:00Z");

/** The file read back as RFC 5545 says: unfolded, split at the first colon, text unescaped. */
function readBack(file: Uint8Array): { lines: string[]; events: Record<string, string>[] } {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(file);
  expect(text.endsWith("\r\n")).toBe(true);
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  const lines = text.split("\r\n").slice(0, -1);
  const whole = text
    .replace(/\r\n[ \t]/g, "")
    .split("\r\n")
    .slice(0, -1);
  const events: Record<string, string>[] = [];
  for (const line of whole) {
    const colon = line.indexOf(":");
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1)];
    if (line === "BEGIN:VEVENT") events.push({});
    else {
      const event = events.at(-1);
      if (event !== undefined) event[name] = unescaped(value);
    }
  }
  return { lines, events };
}

function unescaped(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_whole, sign: string) => (sign.toLowerCase() === "n" ? "\n" : sign));
}

const one: CalendarEvent = { id: "denied.post-mortem", title: "Write it down", day: "2026-12-31" };
const fileOf = (events: readonly CalendarEvent[]) => calendarFile(events, "Your dates", now);

describe("calendarFile", () => {
  it("puts a due day down as a whole day, also over the end of a year", () => {
    const file = fileOf([one]);
    expect(file).toMatchObject({ name: "plan.ics", type: "text/calendar", alt: "Your dates" });
    expect(readBack(file.bytes).events).toEqual([
      expect.objectContaining({
        UID: "denied.post-mortem@preceptor",
        SUMMARY: "Write it down",
        "DTSTART;VALUE=DATE": "20261231",
        "DTEND;VALUE=DATE": "20270101",
        DTSTAMP: "20261124T120000Z",
        CLASS: "PRIVATE",
        TRANSP: "TRANSPARENT",
      }),
    ]);
  });

  it("puts a due hour down in UTC", () => {
    const file = fileOf([{ id: "a", title: "Call", at: Date.parse("2026-11-25T09:30:00Z") }]);
    expect(readBack(file.bytes).events).toEqual([
      expect.objectContaining({ DTSTART: "20261125T093000Z", DURATION: "PT15M" }),
    ]);
  });

  it("is the same file for the same events", () => {
    expect(fileOf([one]).bytes).toEqual(fileOf([one]).bytes);
  });

  it("is a calendar from its first line to its last", () => {
    const { lines } = readBack(fileOf([one, { ...one, id: "b" }]).bytes);
    expect(lines[0]).toBe("BEGIN:VCALENDAR");
    expect(lines).toContain("VERSION:2.0");
    expect(lines.at(-1)).toBe("END:VCALENDAR");
    expect(lines.filter((line) => line === "END:VEVENT")).toHaveLength(2);
  });

  it("brings every text through whole, in lines of at most 75 octets", () => {
    const words = fc
      .array(
        fc.oneof(
          fc.string({ unit: "grapheme", maxLength: 40 }),
          fc.constantFrom(
            ",",
            ";",
            "\\",
            "\n",
            "\r\n",
            "\r",
            "\\n",
            ":",
            "👩‍⚕️",
            "تأشيرة ",
            "END:VEVENT",
            '"',
            "ü".repeat(80),
          ),
        ),
        { minLength: 1, maxLength: 12 },
      )
      .map((parts) => parts.join("").replace(/\p{Surrogate}/gu, ""))
      .filter((text) => text !== "");
    fc.assert(
      fc.property(words, words, fc.nat({ max: 20_000 }), (title, text, days) => {
        const day = addDays("2000-01-01", days);
        const { lines, events } = readBack(fileOf([{ id: "x", title, text, day }]).bytes);
        expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
        expect(events).toHaveLength(1);
        expect(events[0]?.SUMMARY).toBe(title.replace(/\r\n?/g, "\n"));
        expect(events[0]?.DESCRIPTION).toBe(text.replace(/\r\n?/g, "\n"));
        expect(events[0]?.["DTSTART;VALUE=DATE"]).toBe(day.replaceAll("-", ""));
      }),
    );
  });
});
