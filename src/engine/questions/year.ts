import { type Day, yearOf } from "../day.js";
import type { Question } from "../flow.js";
import type { Judged, Said } from "./judge.js";
import { latinDigits } from "./number.js";

type YearQuestion = Extract<Question, { kind: "year" }>;

/** The calendar years offered, in order; bounds count from this year and are inclusive. */
export function yearsOf(question: YearQuestion, today: Day): number[] {
  const first = yearOf(today) + question.from;
  const last = yearOf(today) + question.to;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

export function judgeYear(question: YearQuestion, said: Said, today: Day): Judged {
  const typed = said.by === "pick" ? (said.chosen[0] ?? "") : said.by === "press" ? said.id : said.text;
  const digits = latinDigits(typed.trim());
  const years = yearsOf(question, today);
  const year = /^\d{4}$/.test(digits) ? Number(digits) : undefined;
  if (year !== undefined && years.includes(year)) return { is: "answer", answer: { year } };
  return { is: "miss", miss: { miss: "year-range", from: years[0] ?? 0, to: years.at(-1) ?? 0 } };
}
