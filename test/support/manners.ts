/** Ways to answer: always the first, always the last, as much as there is room for, as little as can be, by chance. */
import { addDays, type Day, daysBetween } from "../../src/engine/day.js";
import type { QuestionView } from "../../src/engine/page.js";
import type { Answer, Manner } from "./walk.js";

/** Which of `count` things is chosen. */
type Choose = (count: number) => number;

export const first: Manner = (view) => chosen(view, () => 0);

export const last: Manner = (view) => chosen(view, (count) => count - 1);

/** Everything that can be ticked, and words up to the last sign there is room for. */
export const longest: Manner = (view) => {
  const { question } = view;
  if (question.kind === "multi") return { press: [...ticks(view, question.options), "done"] };
  if (question.kind === "text") return { type: longText(question.max, question.lines) };
  return chosen(view, (count) => count - 1);
};

/** "I don't know" and "I have none" wherever they are offered. */
export const unsure: Manner = (view) =>
  view.question.unsure !== undefined
    ? { press: ["unsure"] }
    : view.question.skip
      ? { press: ["skip"] }
      : chosen(view, () => 0);

/** The same walk for the same seed. */
export function byChance(seed: number): Manner {
  let state = seed;
  const choose: Choose = (count) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  return (view) => {
    const { question } = view;
    if (question.skip && choose(6) === 0) return { press: ["skip"] };
    if (question.unsure !== undefined && choose(6) === 0) return { press: ["unsure"] };
    if (question.kind !== "multi") return chosen(view, choose);
    const some = question.options.filter(() => choose(2) === 0);
    return some.length === 0 ? chosen(view, choose) : { press: [...ticks(view, some), "done"] };
  };
}

function chosen(view: QuestionView, choose: Choose): Answer {
  const { question } = view;
  switch (question.kind) {
    case "choice":
      return { press: [`o:${oneOf(question.options, choose)}`] };
    case "multi":
      return { press: [...ticks(view, [oneOf(question.options, choose)]), "done"] };
    case "number":
      return { type: String(question.min + choose(question.max - question.min + 1)) };
    case "date":
      return { type: dayIn(view.from, view.to, choose) };
    case "year":
      return { press: [`y:${oneOf(view.years ?? [], choose)}`] };
    case "pick":
      return { type: oneOf(question.entries, choose).names[0] ?? "" };
    case "text":
      return { type: ["A few words", "Words of my own, with a full stop."][choose(2)] ?? "" };
  }
}

/** The boxes to press, so that just these are ticked in the end. */
function ticks({ ticked }: QuestionView, wanted: readonly string[]): string[] {
  const wrong = ticked.filter((id) => !wanted.includes(id));
  return [...wanted.filter((id) => !ticked.includes(id)), ...wrong].map((id) => `o:${id}`);
}

function dayIn(from: Day | undefined, to: Day | undefined, choose: Choose): Day {
  if (from === undefined || to === undefined) throw new Error("a question for a day has no bounds");
  return addDays(from, choose(daysBetween(from, to) + 1));
}

function oneOf<T>(list: readonly T[], choose: Choose): T {
  const one = list[choose(list.length)];
  if (one === undefined) throw new Error("there is nothing to choose from");
  return one;
}

/** Words without an end, in as many lines as may be. */
function longText(max: number, lines: number): string {
  const line = Math.floor((max - (lines - 1)) / lines);
  const words = (length: number): string =>
    "wörter 漢字 words "
      .repeat(length)
      .slice(0, length - 1)
      .concat("x");
  return Array.from({ length: lines }, () => words(line)).join("\n");
}
