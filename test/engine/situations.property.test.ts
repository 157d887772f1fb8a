import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyIn } from "../../src/check/rules/empty-plan.js";
import type { Answer, Answers } from "../../src/engine/answer.js";
import { atomsOf, type Condition } from "../../src/engine/condition.js";
import { addDays, type Day, moveDay, negate } from "../../src/engine/day.js";
import type { Flow, Question } from "../../src/engine/flow.js";
import { factsOf, pathOf, verdictOf } from "../../src/engine/path.js";
import { searchAsked, walkAsked } from "../../src/engine/situations/asked.js";
import { calendarOf } from "../../src/engine/situations/days.js";
import { type Remainder, situationsOf } from "../../src/engine/situations/index.js";
import { anyFlow, conditionOver } from "../support/arbitrary.js";

/** Days around which derived dates and months begin and end. */
const firstDays: readonly Day[] = ["2026-11-24", "2027-01-30", "2026-12-30", "2028-02-27"];
const spanDays = 4;

/** Some spans in months, and a derived date where the flow asks for a year. */
const anyDatedFlow = fc.tuple(anyFlow, fc.boolean()).map(([flow, inMonths]): Flow => {
  const change = inMonths ? months : (condition: Condition): Condition => condition;
  const rule = <T extends { when?: Condition }>(one: T): T =>
    one.when === undefined ? one : { ...one, when: change(one.when) };
  const year = flow.questions.find((question) => question.kind === "year");
  return {
    ...flow,
    terms: flow.terms.map((term) => ({ ...term, when: change(term.when) })),
    verdicts: flow.verdicts.map(rule),
    actions: flow.actions.map(rule),
    ...(year === undefined
      ? { flags: flow.flags.map(rule) }
      : {
          dates: {
            table: "dates",
            of: year.id,
            dates: [
              { id: "day", known: { 2026: "2026-11-26", 2028: "2028-02-29" } },
              { id: "ruled", known: {}, rule: { kind: "offset", days: -30, from: "day" } },
            ],
          },
          flags: [
            ...flow.flags.map(rule),
            { id: "day-past", to: "attorney", stop: false, when: { kind: "past", date: "day" } },
            {
              id: "ruled-near",
              to: "gme",
              stop: true,
              when: { kind: "within", date: "ruled", span: { amount: 1, unit: "months" } },
            },
          ],
        }),
  };
});

/** A few questions with few answers, most of them asked only sometimes, and many rules that join two or three atoms. */
const anyTightFlow: fc.Arbitrary<Flow> = fc.integer({ min: 2, max: 4 }).chain((count) =>
  fc.tuple(...Array.from({ length: count }, (_, index) => fewAnswers(`q${index}`))).chain((plain) => {
    const literal = (over: readonly Question[]): fc.Arbitrary<Condition> =>
      fc.constantFrom(...over).chain((question) => conditionOver([question], [], "with-dates"));
    const rule = fc
      .tuple(
        fc.constantFrom("all" as const, "any" as const),
        fc.array(literal(plain), { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, of]): Condition => ({ kind, of }));
    const dateless = (index: number): readonly Question[] =>
      plain.slice(0, index).filter((question) => question.kind !== "date");
    return fc
      .record({
        whens: fc.tuple(
          ...plain.map((_, index) =>
            dateless(index).length === 0
              ? fc.constant(undefined)
              : fc.option(literal(dateless(index)), { nil: undefined, freq: 4 }),
          ),
        ),
        flags: fc.array(rule, { minLength: 6, maxLength: 6 }),
        verdicts: fc.array(rule, { minLength: 2, maxLength: 2 }),
      })
      .map(
        ({ whens, flags, verdicts }): Flow => ({
          id: "tight",
          aliases: [],
          atMost: count,
          questions: plain.map((question, index) => {
            const when = whens[index];
            return when === undefined ? question : { ...question, when };
          }),
          terms: [],
          flags: flags.map((when, index) => ({ id: `f${index}`, when, to: "attorney", stop: false })),
          verdicts: [...verdicts.map((when, index) => ({ id: `v${index}`, when })), { id: "v-last" }],
          groups: [],
          actions: [],
          tables: [],
          practice: [],
        }),
      );
  }),
);

function fewAnswers(id: string): fc.Arbitrary<Question> {
  const days = (amount: number) => ({ amount, unit: "days" }) as const;
  return fc.constantFrom<Question>(
    { id, kind: "choice", options: ["red", "blue"], skip: false, unsure: { article: "a/one" } },
    { id, kind: "choice", options: ["red", "blue", "green"], skip: false },
    { id, kind: "multi", options: ["red", "blue"], none: true, skip: false },
    { id, kind: "multi", options: ["red", "blue"], none: false, skip: false },
    { id, kind: "number", min: 0, max: 6, skip: true },
    { id, kind: "date", from: days(-20), to: days(20), skip: true },
  );
}

function months(condition: Condition): Condition {
  switch (condition.kind) {
    case "all":
    case "any":
      return { ...condition, of: condition.of.map(months) };
    case "count":
      return { ...condition, of: condition.of.map(months) };
    case "not":
      return { ...condition, of: months(condition.of) };
    case "within":
    case "after":
    case "longer-ago":
      return { ...condition, span: { amount: condition.span.amount % 7, unit: "months" } };
    default:
      return condition;
  }
}

/** Every answer that could make a difference, found without the code that is tested. */
function answersTo(flow: Flow, question: Question, today: Day): Answer[] {
  const said = ((): Answer[] => {
    switch (question.kind) {
      case "choice":
        return question.options.map((choice) => ({ choice }));
      case "multi": {
        const sets = Array.from({ length: 2 ** question.options.length }, (_, bits) =>
          question.options.filter((_option, index) => (bits >> index) % 2 === 1),
        );
        return sets.filter((ticked) => ticked.length > 0 || question.none).map((ticked) => ({ ticked }));
      }
      case "number":
        return Array.from({ length: question.max - question.min + 1 }, (_, index) => ({
          number: question.min + index,
        }));
      case "date": {
        const [from, to] = [moveDay(today, question.from), moveDay(today, question.to)];
        const edges = whensOf(flow)
          .flatMap((when) => [...atomsOf(when)])
          .flatMap((atom) => ("date" in atom && atom.date === question.id ? [atom] : []))
          .flatMap((atom) =>
            "span" in atom ? [today, moveDay(today, atom.span), moveDay(today, negate(atom.span))] : [today],
          );
        const days = [from, to, ...edges.flatMap((day) => [addDays(day, -1), day, addDays(day, 1)])];
        return [...new Set(days)].filter((day) => day >= from && day <= to).map((date) => ({ date }));
      }
      case "year":
        return [0, 1, 2].map((more) => ({ year: Number(today.slice(0, 4)) + more }));
      case "pick":
        return [{ pick: "crimson" }];
      case "text":
        return [{ text: "words" }];
    }
  })();
  return [
    ...said,
    ...(question.skip ? [{ skipped: true } as const] : []),
    ...(question.unsure === undefined ? [] : [{ unsure: true } as const]),
  ];
}

function whensOf(flow: Flow): Condition[] {
  const rules = [flow.questions, flow.terms, flow.flags, flow.verdicts, flow.actions].flat();
  return rules.flatMap((rule) => rule.when ?? []);
}

type Seen = { facts: Set<string>; fewest: number; most: number };

/** What happens in any of the cases that can be answered on `today`; undefined where there are too many. */
function everyCase(flow: Flow, today: Day, limit: number): Seen | undefined {
  const seen: Seen = { facts: new Set(), fewest: Number.POSITIVE_INFINITY, most: 0 };
  let left = limit;
  const walk = (answers: Answers): void => {
    left -= 1;
    if (left < 0) return;
    const path = pathOf(flow, answers, today);
    if (path.next === undefined) {
      finished(flow, answers, path.asked, today, seen);
      return;
    }
    for (const answer of answersTo(flow, path.next, today)) walk({ ...answers, [path.next.id]: answer });
  };
  walk({});
  return left < 0 ? undefined : seen;
}

function finished(flow: Flow, answers: Answers, asked: readonly string[], today: Day, seen: Seen): void {
  const facts = factsOf(flow, answers, today);
  seen.fewest = Math.min(seen.fewest, asked.length);
  seen.most = Math.max(seen.most, asked.length);
  for (const { id } of flow.questions) seen.facts.add(`asked ${id} ${asked.includes(id)}`);
  for (const rule of [...flow.terms, ...flow.flags, ...flow.actions]) {
    seen.facts.add(`rule ${rule.id} ${rule.when === undefined || facts.holds(rule.when)}`);
  }
  seen.facts.add(`verdict ${verdictOf(flow, facts.holds)} true`);
  const something = [...flow.flags, ...flow.actions].some(
    ({ when }) => when === undefined || facts.holds(when),
  );
  const unsure = Object.values(answers).some((answer) => "unsure" in answer);
  if (!something && !unsure) seen.facts.add("empty plan true");
}

/** The flags that every way to go on makes true at some place where the walk has not decided them. */
function certainTooLate(flow: Flow, today: Day, limit: number): Set<string> | undefined {
  const late = new Set<string>();
  let left = limit;
  /** The flags that hold in every case from here on. */
  const walk = (answers: Answers): Set<string> => {
    left -= 1;
    if (left < 0) return new Set();
    const path = pathOf(flow, answers, today);
    const facts = factsOf(flow, path.answers, today, { open: path.open });
    if (path.next === undefined) {
      return new Set(
        flow.flags.filter(({ when }) => when === undefined || facts.holds(when)).map(({ id }) => id),
      );
    }
    const { next } = path;
    const after = answersTo(flow, next, today).map((answer) => walk({ ...answers, [next.id]: answer }));
    const certain = new Set(flow.flags.map(({ id }) => id).filter((id) => after.every((one) => one.has(id))));
    for (const { id, when } of flow.flags) {
      if (certain.has(id) && when !== undefined && facts.truth(when) === undefined) late.add(id);
    }
    return certain;
  };
  walk({});
  return left < 0 ? undefined : late;
}

describe("the situations of a flow", () => {
  it("are exactly those that enumerating every answer finds, day by day", () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.oneof(anyDatedFlow, anyTightFlow), fc.constantFrom(...firstDays), (flow, first) => {
        const days = Array.from({ length: spanDays }, (_, index) => addDays(first, index));
        const seen = days.map((day) => everyCase(flow, day, 500));
        fc.pre(seen.every((one) => one !== undefined));
        compared += 1;
        const situations = situationsOf(flow, {}, first, { days: spanDays, steps: 100_000 });
        const { scope } = situations;
        const { remainders } = scope;
        const wanted: [string, Remainder][] = [
          ...scope.questions.flatMap(({ question, asked }): [string, Remainder][] => [
            [`asked ${question.id} true`, asked],
            [`asked ${question.id} false`, remainders.not(asked)],
          ]),
          ...[...flow.terms, ...flow.flags, ...flow.actions].flatMap((rule): [string, Remainder][] => [
            [`rule ${rule.id} true`, scope.holds(rule.when)],
            [`rule ${rule.id} false`, remainders.not(scope.holds(rule.when))],
          ]),
          ...flow.verdicts.map(({ id }): [string, Remainder] => [`verdict ${id} true`, scope.verdict(id)]),
          ["empty plan true", emptyIn({ flow, situations })],
        ];
        for (const [name, remainder] of wanted) {
          const possible = situations.possible(remainder);
          expect(possible.entangled).toBeUndefined();
          for (const [index, day] of days.entries()) {
            const proved = possible.on.some((range) => range.from <= day && day <= range.until);
            expect([name, day, proved]).toEqual([name, day, seen[index]?.facts.has(name)]);
          }
        }
        const { min, max } = situations.asked();
        for (const one of seen) expect([min, max]).toEqual([one?.fewest, one?.most]);
      }),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(150);
  });

  it("ask as few and as many when they are searched for as when every one is walked", () => {
    fc.assert(
      fc.property(anyDatedFlow, fc.constantFrom(...firstDays), (flow, first) => {
        const { scope } = situationsOf(flow, {}, first, { days: 1, steps: 100_000 });
        const everything = scope.questions.map((_, index) => index);
        for (const season of calendarOf(scope, first, 1).seasons(everything)) {
          const walked = walkAsked(scope, season, 100_000);
          const searched = searchAsked(scope, season, 100_000);
          expect([searched.min, searched.max]).toEqual([walked?.min, walked?.max]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("show a flag that is certain before the walk knows it exactly where there is one", () => {
    let late = 0;
    fc.assert(
      fc.property(anyDatedFlow, fc.constantFrom(...firstDays), (flow, first) => {
        const found = certainTooLate(flow, first, 800);
        fc.pre(found !== undefined);
        const situations = situationsOf(flow, {}, first, { days: 1, steps: 100_000 });
        for (const { id, when } of flow.flags) {
          if (when === undefined) continue;
          late += found?.has(id) === true ? 1 : 0;
          expect([id, situations.late(when) !== undefined]).toEqual([id, found?.has(id)]);
        }
      }),
      { numRuns: 300 },
    );
    expect(late).toBeGreaterThan(0);
  });

  it("come with an example that does what it is an example of", () => {
    fc.assert(
      fc.property(anyDatedFlow, fc.constantFrom(...firstDays), (flow, first) => {
        const situations = situationsOf(flow, {}, first, { days: spanDays, steps: 100_000 });
        for (const flag of flow.flags) {
          const holds = situations.scope.holds(flag.when);
          for (const [remainder, truth] of [
            [holds, true],
            [situations.scope.remainders.not(holds), false],
          ] as const) {
            const { example } = situations.possible(remainder);
            if (example === undefined) continue;
            const answers = Object.fromEntries(example.answers.map((one) => [one.question, one.answer]));
            expect(pathOf(flow, answers, example.day).lost).toEqual([]);
            const facts = factsOf(flow, answers, example.day);
            expect(flag.when === undefined || facts.holds(flag.when)).toBe(truth);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
