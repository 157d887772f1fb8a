/** Days as people write them. The whole text must be a day: what stands beside it might change what was meant. */
import { en } from "chrono-node";
import { type Day, isDay, weekdayOf, yearOf } from "../engine/day.js";
import { latinDigits } from "../engine/questions/number.js";

/** Nobody needs more to write a day; what is longer is not one. In UTF-16 units. */
const longest = 80;

/**
 * The days that `text` can mean, in order: none, one, or several to ask about. Several where day and month can be
 * swapped (03/04/2026), where the year has two digits, and where it is missing: then the day before and after `today`.
 */
export function readDays(text: string, today: Day): Day[] {
  if (text.length > longest) return [];
  const written = plainForm(text);
  const days = numericDays(written) ?? wordedDays(written, today);
  return [...new Set(days)].sort();
}

/** Any script's digits as 0 to 9; without marks of direction, emoji, and what may stand before or after a day. */
function plainForm(text: string): string {
  return latinDigits(text.normalize("NFKC"))
    .replace(/\p{Cf}|\p{Mn}|\p{Me}/gu, "")
    .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}/gu, " ")
    .replace(/[\p{Pd}\u2212]/gu, "-")
    .replace(/[\u060C\u3001]/gu, ",")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[.,;!]+$/, "")
    .replace(/^(?:on )?(?:the )?(?=\w*\d)/i, "")
    .trim();
}

/** Numbers with separators, or undefined where the text is something else. */
function numericDays(text: string): Day[] | undefined {
  const parts = /^(\d+) ?([-/.]) ?(\d+) ?\2 ?(\d+)$/.exec(text);
  if (parts === null) return undefined;
  const [, first = "", , second = "", third = ""] = parts;
  if (first.length === 4) return dayWritten(first, second, third);
  return centuries(third).flatMap((year) => [
    ...dayWritten(year, second, first),
    ...dayWritten(year, first, second),
  ]);
}

/** Words, read by chrono. It takes much for a day that is none, so each thing it found is looked at again. */
function wordedDays(text: string, today: Day): Day[] {
  // A number with separators is never left to chrono, which would swap day and month as Americans do.
  if (!/^[\p{L}\d]/u.test(text) || !/\p{L}{3}/u.test(text) || /\d ?[-/.] ?\d/.test(text)) return [];
  if (/^(?:last|next|this|past)\b/i.test(text)) return [];
  const [found, another] = en.casual.parse(text, { instant: new Date(`${today}T12:00:00Z`), timezone: 0 });
  if (found === undefined || another !== undefined || found.text !== text || found.end) return [];
  const { start } = found;
  if (start.isCertain("hour") || !start.isCertain("day") || !start.isCertain("month")) return [];
  const inYear = (year: string | number): Day[] => dayWritten(year, start.get("month"), start.get("day"));
  const year = start.get("year") ?? 0;
  if (!start.isCertain("year")) return nearest(inYear, today);
  const tags = start.tags();
  // A weekday that was counted, not written, is no claim that could be wrong.
  if (tags.has("result/relativeDate") || tags.has("parser/ENCasualDateParser")) return inYear(year);
  const days = /\d{4}/.test(text) ? inYear(year) : centuries(String(year % 100)).flatMap(inYear);
  return start.isCertain("weekday") ? days.filter((day) => weekdayOf(day) === start.get("weekday")) : days;
}

/** The last one up to today and the first one after it. Eight years hold a 29 February even around 1900 and 2100. */
function nearest(inYear: (year: number) => Day[], today: Day): Day[] {
  const years = Array.from({ length: 17 }, (_, index) => yearOf(today) - 8 + index);
  const days = years.flatMap(inYear);
  return [days.findLast((day) => day <= today), days.find((day) => day > today)].flatMap((day) => day ?? []);
}

function centuries(year: string): string[] {
  if (year.length === 4) return [year];
  return year.length <= 2 ? ["19", "20"].map((century) => century + year.padStart(2, "0")) : [];
}

/** None where there is no such day. */
function dayWritten(
  year: string | number,
  month: string | number | null,
  date: string | number | null,
): Day[] {
  const two = (part: string | number | null): string => String(part ?? "").padStart(2, "0");
  const day = `${year}-${two(month)}-${two(date)}`;
  return isDay(day) ? [day] : [];
}
