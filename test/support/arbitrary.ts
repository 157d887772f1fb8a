/** Random flows, answers and events for property tests. Every flow made here is sound: conditions name only what stands before. */
import fc from "fast-check";
import type { Condition } from "../../src/engine/condition.js";
import type { Day } from "../../src/engine/day.js";
import type { Event } from "../../src/engine/event.js";
import type { Action, Flag, Flow, Flows, Letter, Question, Verdict } from "../../src/engine/flow.js";

const optionNames = ["red", "green", "blue", "yes", "no"];

/** A question without a condition. */
function questionOf(id: string): fc.Arbitrary<Question> {
  const base: { id: string; skip: boolean } = { id, skip: false };
  return fc.oneof(
    fc.record({ n: fc.integer({ min: 1, max: 4 }), unsure: fc.boolean(), skip: fc.boolean() }).map(
      ({ n, unsure, skip }): Question => ({
        ...base,
        skip,
        kind: "choice",
        options: optionNames.slice(0, n),
        ...(unsure ? { unsure: { article: "a/one" } } : {}),
      }),
    ),
    fc
      .record({ n: fc.integer({ min: 1, max: 3 }), none: fc.boolean() })
      .map(({ n, none }): Question => ({ ...base, kind: "multi", options: optionNames.slice(0, n), none })),
    fc.constant<Question>({ ...base, kind: "number", min: 0, max: 6 }),
    fc.constant<Question>({
      ...base,
      skip: true,
      kind: "date",
      from: { amount: -2, unit: "years" },
      to: { amount: 2, unit: "years" },
    }),
    fc.constant<Question>({ ...base, kind: "year", from: 0, to: 2 }),
    fc.constant<Question>({ ...base, kind: "text", lines: 2, max: 40 }),
    fc.constant<Question>({
      ...base,
      kind: "pick",
      from: "colours",
      entries: [
        { key: "crimson", names: ["Crimson", "dark red"] },
        { key: "cyan", names: ["Cyan"] },
      ],
    }),
  );
}

/** A condition over the given questions and names; `dates: false` where a question's own condition is made. */
export function conditionOver(
  questions: readonly Question[],
  names: readonly string[],
  dates: "with-dates" | "without-dates",
): fc.Arbitrary<Condition> {
  const atoms: fc.Arbitrary<Condition>[] = questions.flatMap((question): fc.Arbitrary<Condition>[] => {
    const state = fc
      .constantFrom("skipped" as const, "unsure" as const, "answered" as const)
      .map((kind): Condition => ({ kind, question: question.id }));
    switch (question.kind) {
      case "choice":
        return [
          state,
          fc
            .subarray([...question.options], { minLength: 1 })
            .map((options): Condition => ({ kind: "option", question: question.id, options })),
        ];
      case "multi":
        return [
          fc
            .tuple(
              fc.constantFrom("option" as const, "all-of" as const, "none-of" as const),
              fc.subarray([...question.options], { minLength: 1 }),
            )
            .map(([kind, options]): Condition => ({ kind, question: question.id, options })),
          fc.constant<Condition>({ kind: "none", question: question.id }),
        ];
      case "number":
        return [
          fc
            .tuple(fc.constantFrom("at-least" as const, "at-most" as const), fc.integer({ min: 0, max: 7 }))
            .map(([kind, n]): Condition => ({ kind, question: question.id, n })),
        ];
      case "date":
        return dates === "without-dates"
          ? [state]
          : [
              fc.constant<Condition>({ kind: "past", date: question.id }),
              fc
                .tuple(
                  fc.constantFrom("within" as const, "after" as const, "longer-ago" as const),
                  fc.integer({ min: 0, max: 400 }),
                )
                .map(
                  ([kind, amount]): Condition => ({
                    kind,
                    date: question.id,
                    span: { amount, unit: "days" },
                  }),
                ),
            ];
      default:
        return [state];
    }
  });
  const named =
    names.length === 0
      ? []
      : [fc.subarray([...names], { minLength: 1 }).map((of): Condition => ({ kind: "is", names: of }))];
  const leaf = fc.oneof(fc.constant<Condition>({ kind: "all", of: [] }), ...atoms, ...named);
  const { whole } = fc.letrec<{ whole: Condition }>((tie) => ({
    whole: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      leaf,
      fc
        .tuple(fc.constantFrom("all" as const, "any" as const), fc.array(tie("whole"), { maxLength: 3 }))
        .map(([kind, of]): Condition => ({ kind, of })),
      tie("whole").map((of): Condition => ({ kind: "not", of })),
      fc
        .tuple(fc.array(tie("whole"), { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 3 }))
        .map(([of, atLeast]): Condition => ({ kind: "count", of, atLeast })),
    ),
  }));
  return whole;
}

/** A sound flow of one to six questions, with terms, flags, verdicts, actions and one letter. */
export const anyFlow: fc.Arbitrary<Flow> = fc.integer({ min: 1, max: 6 }).chain((count) =>
  fc.tuple(...Array.from({ length: count }, (_, index) => questionOf(`q${index}`))).chain((plain) => {
    const whens = plain.map((_, index) =>
      index === 0
        ? fc.constant(undefined)
        : fc.option(conditionOver(plain.slice(0, index), [], "without-dates"), { nil: undefined, freq: 3 }),
    );
    const rule = conditionOver(plain, ["t0"], "with-dates");
    return fc
      .record({
        whens: fc.tuple(...whens),
        term: conditionOver(plain, [], "with-dates"),
        flags: fc.array(fc.tuple(rule, fc.boolean()), { maxLength: 3 }),
        verdicts: fc.array(rule, { maxLength: 2 }),
        actions: fc.array(fc.option(rule, { nil: undefined }), { minLength: 1, maxLength: 4 }),
      })
      .map(
        ({ whens: conditions, term, flags, verdicts, actions }): Flow => ({
          id: "fixture",
          aliases: ["fix"],
          atMost: count,
          questions: plain.map((question, index) => {
            const when = conditions[index];
            return when === undefined ? question : { ...question, when };
          }),
          terms: [{ id: "t0", when: term }],
          flags: flags.map(([when, stop], index): Flag => ({ id: `f${index}`, when, to: "attorney", stop })),
          verdicts: [
            ...verdicts.map((when, index): Verdict => ({ id: `v${index}`, when })),
            { id: "v-last" },
          ],
          groups: [
            { id: "now", opens: false },
            { id: "later", opens: true, note: 50 },
          ],
          actions: actions.map(
            (when, index): Action => ({
              id: `a${index}`,
              group: index % 2 === 0 ? "now" : "later",
              due: [{ kind: "span", span: { amount: index, unit: "days" } }],
              safe: index === 0,
              ...(when === undefined ? {} : { when }),
              ...(index === 0 ? { letter: "note", practice: "drill", article: "a/one" } : {}),
            }),
          ),
          tables: [],
          practice: [{ id: "drill", ask: [{ id: "d0", points: 2, seconds: 30 }] }],
        }),
      );
  }),
);

const letter: Letter = {
  id: "note",
  takes: ["q0"],
  questions: [
    { id: "own", kind: "text", lines: 2, max: 60, skip: true },
    { id: "how", kind: "choice", options: ["red", "blue"], skip: false },
  ],
  passages: [{ id: "head" }, { id: "own", when: { kind: "answered", question: "own" } }],
};

export function flowsOf(...flows: readonly Flow[]): Flows {
  return { flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])), letters: { note: letter } };
}

const buttons = [
  ...optionNames.map((name) => `o:${name}`),
  ...[
    "done",
    "none",
    "unsure",
    "skip",
    "back",
    "keep",
    "why",
    "pause",
    "review",
    "person",
    "go-on",
    "close",
    "more",
  ],
  ...[
    "less",
    "calendar",
    "changes",
    "sources",
    "start-over",
    "forget",
    "yes",
    "no",
    "next",
    "again",
    "points",
    "resume",
    "home",
  ],
  ...[
    "letters",
    "l:none",
    "t:a0",
    "t:a1",
    "s:a0",
    "s:a9",
    "g:later",
    "l:note",
    "p:drill",
    "note:later",
    "note-clear",
    "a:a/one",
  ],
  ...["edit:q0", "edit:q1", "know:q0", "open:fixture", "y:2026", "y:2027", "which:0", "which:1"],
  ...["__proto__", "o:__proto__", "edit:__proto__", "t:constructor", "toString", ":", "", "o:"],
];

const days: readonly Day[] = [
  "2024-01-15",
  "2026-11-24",
  "2026-12-24",
  "2027-06-01",
  "2203-01-01",
  "not-a-day",
];

/** Events a member could cause, most of them pressing the current buttons (`turn` is filled in by `atTurn`). */
export const anyEvent: fc.Arbitrary<Event & { stale?: boolean }> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        "fixture",
        "start",
        "plan",
        "letters",
        "resume",
        "cancel",
        "forget",
        "nonsense",
        "__proto__",
      )
      .map((name): Event => ({ type: "command", name, rest: "" })),
  },
  {
    weight: 12,
    arbitrary: fc.tuple(fc.constantFrom(...buttons), fc.boolean()).map(([button, stale]) => ({
      type: "press" as const,
      button,
      turn: 0,
      stale: stale && button.length % 5 === 0,
    })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom("q0", "q1", "t:0-4", "t:9-2"),
        fc.subarray([...optionNames, "none", "t:a0", "__proto__"]),
      )
      .map(([group, chosen]) => ({ type: "pick" as const, group, chosen, turn: 0 })),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.oneof(
          fc.constantFrom(
            "3",
            "crimson",
            "dark",
            "red",
            "2026",
            "hello there",
            "x".repeat(5000),
            "\u202Eabc",
            "👩‍⚕️",
            "__proto__",
            "A123456789",
            "",
          ),
          fc.string(),
        ),
        fc.subarray([...days]),
      )
      .map(([text, dates]): Event => ({ type: "text", text, dates })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("own", "note", "own-words", "q0", "__proto__")
      .map((id) => ({ type: "form" as const, fields: { [id]: "some words" }, turn: 0 })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("photo" as const, "unknown" as const)
      .map((what): Event => ({ type: "other", what })),
  },
);

/** The event as it is sent from the screen of `turn`, or from the one before where it is meant to be stale. */
export function atTurn(event: Event & { stale?: boolean }, turn: number): Event {
  const { stale, ...plain } = event;
  return plain.type === "press" || plain.type === "pick" || plain.type === "form"
    ? { ...plain, turn: stale === true ? turn - 1 : turn }
    : plain;
}
