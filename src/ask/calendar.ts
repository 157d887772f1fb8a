/** Texts that name a day and nothing else: whoever is asked for one types it so, and no cry for help is in it. */
import { plain } from "./words.js";

/**
 * Whether every word of a text is of the calendar, and one of them at least a month or a day of the week. A number alone
 * is none: 988 is called in a crisis.
 */
export function isOfCalendar(text: string): boolean {
  const words = plain(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return (
    words.some((word) => written.test(word)) &&
    words.every((word) => written.test(word) || numbered.test(word) || between.has(word))
  );
}

const numbered = /^\p{Nd}{1,8}(?:st|nd|rd|th)?$/u;

const written = new RegExp(
  `^(?:${[
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?",
    "nov(?:ember)?|dec(?:ember)?|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?",
    "sat(?:urday)?|sun(?:day)?|today|tomorrow|yesterday",
  ].join("|")})$`,
);

/** Words that stand beside a day and say nothing without it. */
const between: ReadonlySet<string> = new Set([
  ...["a", "about", "after", "around", "at", "before", "by", "early", "from", "in", "last", "late", "mid"],
  ...["next", "of", "on", "or", "since", "the", "this", "to", "until"],
]);
