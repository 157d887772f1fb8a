/** A calendar file (RFC 5545) of what is due. All its words are given. */
import { createEvents } from "ics";
import type { Day, Instant } from "../engine/day.js";
import { addDays } from "../engine/day.js";
import type { Attachment } from "../screen.js";

/** `id` is the same each time, so that a calendar replaces the event instead of adding a second one. */
export type CalendarEvent = { id: string; title: string; text?: string } & ({ day: Day } | { at: Instant });

/** An event at an hour takes this long, since many calendars do not show one without length. In minutes. */
const length = 15;

/**
 * The file of these events, marked as private and as taking no time. `now` is the time it was made; the same events
 * at the same time give the same bytes.
 */
export function calendarFile(events: readonly CalendarEvent[], alt: string, now: Instant): Attachment {
  const { value, error } = createEvents(events.map((event) => entryOf(event, now)));
  if (value === null) throw new Error("The calendar library refused the events.", { cause: error });
  return { name: "plan.ics", type: "text/calendar", bytes: new TextEncoder().encode(refolded(value)), alt };
}

function entryOf(event: CalendarEvent, now: Instant) {
  const words = { title: oneKindOfBreak(event.title), description: oneKindOfBreak(event.text ?? "") };
  const base = {
    ...words,
    uid: `${event.id}@preceptor`,
    productId: "preceptor",
    timestamp: now,
    classification: "PRIVATE",
    transp: "TRANSPARENT" as const,
  };
  return "day" in event
    ? { ...base, start: dateArray(event.day), end: dateArray(addDays(event.day, 1)) }
    : { ...base, start: event.at, duration: { minutes: length } };
}

/** The library escapes LF and CRLF but lets a lone CR through, which would end the line. */
function oneKindOfBreak(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

function dateArray(day: Day): [number, number, number] {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return [year, month, date];
}

/** The library folds after 75 characters; the standard counts 75 octets, which is less in most scripts. */
function refolded(file: string): string {
  return file
    .replaceAll("\r\n\t", "")
    .split("\r\n")
    .map((line) => foldedLine(line))
    .join("\r\n");
}

function foldedLine(line: string): string {
  let folded = "";
  let octets = 0;
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (octets + size > 75) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += sign;
    octets += size;
  }
  return folded;
}
