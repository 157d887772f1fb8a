/** How well questions are answered, in numbers. */
import type { Asking } from "../../../src/ask/index.js";
import type { Placed } from "./questions.js";

export type Outcome =
  | "first"
  /** Among the three, not first. */
  | "among-three"
  /** The best answer and the two after it are none of the right ones. */
  | "wrong"
  /** The bot asks which of three is meant, and the right one is among them. */
  | "asked"
  | "no-answer"
  | "guarded"
  /** A question that must be guarded, or get nothing: so it was, or was not. */
  | "refused"
  | "not-refused";

export type Judged = { question: Placed; outcome: Outcome; got: string };

/** What became of each question. */
export function judge(asking: Asking, questions: readonly Placed[]): Judged[] {
  return questions.map((question) => {
    const { guard, answers, several, nearest } = asking.ask(question.q, 3);
    const got = (several ? nearest : answers).map(({ id }) => id);
    const said = guard !== null ? `guard ${guard}` : got.length === 0 ? "nothing" : got.join(", ");
    return {
      question,
      outcome: outcomeOf(question, guard, got, several),
      got: several ? `which of ${said}` : said,
    };
  });
}

/** `ids`: the articles that answer, best first; or, where `asks`, those that the bot asks about. */
function outcomeOf(
  { accepts, nothing, guard: wanted }: Placed,
  guard: string | null,
  ids: readonly string[],
  asks: boolean,
): Outcome {
  if (nothing) return ids.length === 0 && guard !== "crisis" ? "refused" : "not-refused";
  if (accepts.length === 0) return guard === wanted ? "refused" : "not-refused";
  // Where an article and a guard are both right, the guard is as good as the article.
  if (guard !== null) return guard === wanted ? "first" : "guarded";
  const at = ids.findIndex((id) => accepts.includes(id));
  if (asks) return at < 0 ? "no-answer" : "asked";
  if (at === 0) return "first";
  if (ids.length === 0) return "no-answer";
  return at > 0 ? "among-three" : "wrong";
}

export type Rates = {
  /** Questions that have an article. */
  asked: number;
  top1: number;
  /** The right one is among three that are shown: as answers, or to choose from. */
  top3: number;
  /** The bot asks which of three is meant, and the right one is among them. */
  asked3: number;
  /** The best answer is not a right one, and it was not said that there is none. */
  wrong: number;
  /** Questions with an article that a guard took. */
  guarded: number;
  guards: Readonly<Record<string, { asked: number; right: number }>>;
};

/** The share of each outcome. A guard is named by its id; "nothing" are the questions that must get no answer. */
export function ratesOf(judged: readonly Judged[]): Rates {
  const ordinary = judged.filter(({ question }) => question.accepts.length > 0);
  const share = (...outcomes: Outcome[]): number =>
    ordinary.length === 0
      ? 0
      : ordinary.filter(({ outcome }) => outcomes.includes(outcome)).length / ordinary.length;
  const guards: Record<string, { asked: number; right: number }> = {};
  for (const { question, outcome } of judged) {
    if (question.accepts.length > 0) continue;
    const name = question.guard ?? "nothing";
    const before = guards[name] ?? { asked: 0, right: 0 };
    guards[name] = { asked: before.asked + 1, right: before.right + (outcome === "refused" ? 1 : 0) };
  }
  return {
    asked: ordinary.length,
    top1: share("first"),
    top3: share("first", "among-three", "asked"),
    asked3: share("asked"),
    wrong: share("among-three", "wrong"),
    guarded: share("guarded"),
    guards,
  };
}

/** What the reporting half must reach. */
export const targets = {
  top1: 0.9,
  top3: 0.97,
  wrong: 0.03,
  guarded: 0.01,
  /** Guards that must hear everything. */
  surely: ["crisis", "fraud"],
  guards: 0.97,
} as const;

/** One line for each figure, with the target beside it, and those that are missed. */
export function report(rates: Rates): { lines: string[]; missed: string[] } {
  const missed: string[] = [];
  const line = (name: string, ok: boolean, figure: string, target: string): string => {
    if (!ok) missed.push(name);
    return `${ok ? " " : "!"} ${name.padEnd(34)} ${figure.padStart(7)}   (target ${target})`;
  };
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const others = Object.entries(rates.guards).filter(([name]) => !isSure(name));
  const asked = others.reduce((sum, [, one]) => sum + one.asked, 0);
  const right = others.reduce((sum, [, one]) => sum + one.right, 0);
  const lines = [
    `  questions with an article          ${String(rates.asked).padStart(7)}`,
    line("the right article first", rates.top1 >= targets.top1, percent(rates.top1), "90 % or more"),
    line("among the first three", rates.top3 >= targets.top3, percent(rates.top3), "97 % or more"),
    `    of them, asked which is meant      ${percent(rates.asked3).padStart(7)}`,
    line("a wrong article first", rates.wrong <= targets.wrong, percent(rates.wrong), "3 % or less"),
    line("taken by a guard", rates.guarded <= targets.guarded, percent(rates.guarded), "1 % or less"),
    ...Object.entries(rates.guards)
      .filter(([name]) => isSure(name))
      .map(([name, one]) =>
        line(
          `guard ${name} (${one.asked})`,
          one.right === one.asked,
          percent(one.right / one.asked),
          "100 %",
        ),
      ),
    ...(asked === 0
      ? []
      : [
          line(
            `all other refusals (${asked})`,
            right / asked >= targets.guards,
            percent(right / asked),
            "97 % or more",
          ),
        ]),
    ...others
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => `    ${name.padEnd(20)} ${one.right} of ${one.asked}`),
  ];
  return { lines, missed };
}

function isSure(name: string): boolean {
  return targets.surely.some((one) => one === name);
}
