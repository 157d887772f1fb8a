import { type Day, isDay, moveDay } from "../day.js";
import type { Question } from "../flow.js";
import type { Judged, Said } from "./judge.js";

type DateQuestion = Extract<Question, { kind: "date" }>;

/** The first and last day that fit, both inclusive, counted from `today`. */
export function dateBounds(question: DateQuestion, today: Day): { from: Day; to: Day } {
  return { from: moveDay(today, question.from), to: moveDay(today, question.to) };
}

/** A day inside the bounds. Of several readings only those inside count; two that remain are asked about. */
export function judgeDate(question: DateQuestion, said: Said, today: Day): Judged {
  const { from, to } = dateBounds(question, today);
  const readings = said.by === "text" ? said.dates : said.by === "press" ? [said.id] : said.chosen;
  const days = [...new Set(readings.filter(isDay))].sort();
  const first = days[0];
  if (first === undefined) return { is: "miss", miss: { miss: "not-a-date" } };
  const inside = days.filter((day) => day >= from && day <= to);
  const only = inside[0];
  if (only === undefined) return { is: "miss", miss: { miss: "date-range", day: first, from, to } };
  return inside.length > 1 ? { is: "which-day", days: inside } : { is: "answer", answer: { date: only } };
}
