/** Days and numbers among what was typed. */
import type { Day } from "../engine/day.js";
import type { Event } from "../engine/event.js";
import type { Page, QuestionView } from "../engine/page.js";
import { wholeNumber } from "../engine/questions/number.js";
import { readDays } from "./dates.js";

type Typed = Extract<Event, { type: "text" | "form" }>;

/** The event with the days that what was typed can be read as, counted from the member's own day. */
export function withDays<E extends Event>(event: E, today: Day): E {
  const text = onlyText(event);
  return text === undefined ? event : { ...event, dates: readDays(text, today) };
}

/** Whether the page asks for a day or a number, and what was typed, with its days, is nothing else. */
export function isFigureFor(page: Page, event: Typed): boolean {
  switch (page.kind) {
    case "question":
    case "letter-question":
      return isFigure(page, event);
    case "which-day":
      return isDay(event);
    default:
      return false;
  }
}

/** A number counts where it can be the answer: 988, which is called in a crisis, is none. */
function isFigure({ question, years = [] }: QuestionView, event: Typed): boolean {
  const number = wholeNumber(onlyText(event) ?? "");
  switch (question.kind) {
    case "date":
      return isDay(event);
    case "number":
      return number !== undefined && number >= question.min && number <= question.max;
    case "year":
      return number !== undefined && years.includes(number);
    default:
      return false;
  }
}

function isDay(event: Typed): boolean {
  return event.dates !== undefined && event.dates.length > 0;
}

/** All that was typed, where it is one text. */
function onlyText(event: Event): string | undefined {
  if (event.type === "text") return event.text;
  if (event.type !== "form") return undefined;
  const [only, another] = Object.values(event.fields);
  return another === undefined ? only : undefined;
}
