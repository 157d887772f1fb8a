/** Days, answers and lists as a member reads them. */
import type { Answer } from "../engine/answer.js";
import { type Day, type Instant, weekdayOf, zoneOrUtc } from "../engine/day.js";
import type { DueDate } from "../engine/due.js";
import { own, type Question, type QuestionId } from "../engine/flow.js";
import type { Span } from "../screen.js";
import type { Interface, QuestionWords } from "./library.js";
import { type Fill, say } from "./words.js";

/** "3 March 2026". The names of months are words, so that no formatter has to be made for every day of a plan. */
export function writeDay(words: Interface, day: Day): string {
  return say(words, "format", "day", partsOf(words, day));
}

/** "Tuesday 3 March 2026", for a day that was just understood. */
export function writeDayWithWeekday(words: Interface, day: Day): string {
  return say(words, "format", "weekday-day", partsOf(words, day));
}

function partsOf(words: Interface, day: Day): Fill {
  const named = (key: "months" | "weekdays", index: number): string =>
    say(words, "format", key).split(",")[index]?.trim() ?? "";
  return {
    day: Number(day.slice(8, 10)),
    month: named("months", Number(day.slice(5, 7)) - 1),
    year: day.slice(0, 4),
    weekday: named("weekdays", weekdayOf(day)),
  };
}

/** "25 November 2026, 09:00 UTC", or in the member's zone. */
function writeInstant(words: Interface, at: Instant, zone = "UTC"): string {
  return new Intl.DateTimeFormat(say(words, "format", "locale"), {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    timeZone: zoneOrUtc(zone),
  }).format(at);
}

/** What to put after an action's title. `name` turns the name of a date into words. */
export function writeDue(
  words: Interface,
  due: DueDate,
  name: (date: string) => string,
  zone?: string,
): string {
  switch (due.kind) {
    case "day": {
      const day = writeDay(words, due.day);
      const text = say(words, "plan", due.late ? "due-late" : "due-day", { day });
      return due.confirmed ? text : `${text} ${say(words, "plan", "not-confirmed")}`;
    }
    case "hour":
      return say(words, "plan", "due-hour", { time: writeInstant(words, due.at, zone) });
    case "open":
      return say(words, "plan", "due-open", { dates: writeList(words, due.needs.map(name)) });
  }
}

/** "a, b and c". */
export function writeList(words: Interface, items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${say(words, "answers", "and")} ${items.at(-1)}`;
}

/** An answer as it stands in the review: labels for options, the member's own words as said. */
export function writeAnswer(
  words: Interface,
  question: Question | undefined,
  questionWords: QuestionWords | undefined,
  answer: Answer,
): Span {
  if ("skipped" in answer) return { text: say(words, "answers", "skipped") };
  if ("unsure" in answer) return { text: say(words, "answers", "unsure") };
  if ("choice" in answer) return { text: optionLabel(questionWords, answer.choice) };
  if ("ticked" in answer) {
    if (answer.ticked.length === 0) return { text: say(words, "answers", "none") };
    return {
      text: writeList(
        words,
        answer.ticked.map((option) => optionLabel(questionWords, option)),
      ),
    };
  }
  if ("number" in answer) return { text: String(answer.number) };
  if ("year" in answer) return { text: String(answer.year) };
  if ("date" in answer) return { text: writeDay(words, answer.date) };
  if ("pick" in answer) return { text: entryName(question, answer.pick) };
  return { said: answer.text };
}

export function optionLabel(questionWords: QuestionWords | undefined, option: string): string {
  return questionWords === undefined ? option : (own(questionWords.options, option)?.label ?? option);
}

/** The first name of an entry of a long list; its key where it has none. */
export function entryName(question: Question | undefined, key: string): string {
  const entry = question?.kind === "pick" ? question.entries.find((one) => one.key === key) : undefined;
  return entry?.names[0] ?? key;
}

/** The words of a question, or what can be said without them. */
export function shortOf(
  questions: Readonly<Record<QuestionId, QuestionWords>> | undefined,
  id: QuestionId,
): string {
  return own(questions, id)?.short ?? id;
}
