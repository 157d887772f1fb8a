/**
 * Everything that a member can see of a flow has its words, and there are no words for what does not exist: those
 * were meant for something that is now called otherwise.
 */
import type { FlowWords, QuestionWords } from "../../content/library.js";
import type { Origin } from "../../content/loaded.js";
import { type Flow, own, type Question } from "../../engine/flow.js";
import { paired } from "../pairs.js";
import { type Finding, firstOfEach, oneOf, type Rule, type Subject, stands, written } from "../rule.js";

export const words: Rule = {
  name: "words",
  find: (subject) => [
    ...Object.values(subject.library.flows.flows).flatMap((flow) => inFlow(subject, flow)),
    ...Object.values(subject.library.flowWords).flatMap((one) => flowless(subject, one)),
  ],
};

type Section = "questions" | "flags" | "verdicts" | "groups" | "actions" | "tables" | "practice" | "dates";

function inFlow(subject: Subject, flow: Flow): Finding[] {
  const file = `${subject.words}/flows/${flow.id}.yaml`;
  const mine = own(subject.library.flowWords, flow.id);
  if (mine === undefined) return subject.broken(file) ? [] : [absent(file, `the words of /${flow.id}`)];
  const list = (section: Section, things: readonly { id: string }[]): Finding[] =>
    inSection(subject, flow, mine, section, things);
  const dates = flow.dates?.dates ?? [];
  return [
    ...list("questions", flow.questions),
    ...list("flags", flow.flags),
    ...list("verdicts", flow.verdicts),
    ...list("groups", flow.groups),
    ...list("actions", flow.actions),
    ...list("tables", flow.tables),
    ...list("practice", flow.practice),
    // A date of the table that no plan shows may have a name or none.
    ...list(
      "dates",
      dates.filter(({ id }) => isShown(flow, id) || own(mine.dates, id) !== undefined),
    ),
    ...firstOfEach(flow.questions).flatMap((question) => {
      const asked = own(mine.questions, question.id);
      const at = { file: wordsFile(subject, flow, question), path: ["questions", written(question.id)] };
      return asked === undefined ? [] : optionWords(subject, question, asked, at);
    }),
    ...firstOfEach(flow.practice).flatMap((practice) => rehearsal(practice, mine, file)),
    ...firstOfEach(flow.tables).flatMap((table) => rowWords(table, mine, file)),
    ...firstOfEach(flow.actions).flatMap((action): Finding[] => {
      if (own(mine.actions, action.id)?.late === undefined || action.due.some((due) => due.kind !== "span"))
        return [];
      const at = { file: wordsFile(subject, flow, action), path: ["actions", written(action.id), "late"] };
      const expected = "a due date before or after a date, or no such words: another due date is never late";
      return [{ at, unexpected: `words for "${written(action.id)}" when it is late`, expected }];
    }),
  ];
}

/** Files of words of the parts that stand in the flow. */
function partFiles(subject: Subject, flow: Flow): string[] {
  const files = [...flow.questions, ...flow.flags, ...flow.groups, ...flow.actions].map((thing) =>
    wordsFile(subject, flow, thing),
  );
  return [...new Set(files)].filter((file) => file.includes("/flows/parts/"));
}

/** The words of what a part brings in stand in the part's own file of words. */
function wordsFile(subject: Subject, flow: Flow, thing: object): string {
  const { file } = subject.at(thing);
  return file.startsWith("flows/parts/")
    ? `${subject.words}/${file}`
    : `${subject.words}/flows/${flow.id}.yaml`;
}

function absent(file: string, expected: string): Finding {
  return { at: { file, path: [] }, unexpected: "absence of this file", expected, same: file };
}

function inSection(
  subject: Subject,
  flow: Flow,
  mine: FlowWords,
  section: Section,
  things: readonly { id: string }[],
): Finding[] {
  const files = [mine.file, ...partFiles(subject, flow)];
  const has = (file: string): boolean => subject.loaded.standings.some((one) => one.file === file);
  const fileOf = (id: string): string => {
    const thing = things.find((one) => one.id === id);
    return thing === undefined || section === "dates" ? mine.file : wordsFile(subject, flow, thing);
  };
  const ids = firstOfEach(things).map((thing) => thing.id);
  const wordless = ids.filter((id) => own<unknown>(mine[section], id) === undefined);
  const readable = ids.filter((id) => !wordless.includes(id) || has(fileOf(id)));
  return [
    ...wordless
      .map(fileOf)
      .filter((file) => !has(file) && !subject.broken(file))
      .map((file) => absent(file, "the words of this part")),
    ...paired(readable, Object.keys(mine[section]), {
      what: "",
      of: `the name of something in ${section}`,
      missing: (id) => ({ file: fileOf(id), path: [section] }),
      extra: (id) => {
        if (subject.incomplete(flow)) return [];
        const whole = { file: mine.file, path: [section, id] };
        if (stands(subject, whole)) return [whole];
        return files
          .map((file) => ({ file, path: [section, written(id)] }))
          .filter((at) => stands(subject, at));
      },
    }),
  ];
}

/** A derived date is shown by a due date that counts from it and by a table of dates. */
function isShown(flow: Flow, date: string): boolean {
  const dues = [
    ...flow.actions.flatMap((action) => action.due),
    ...flow.questions.flatMap((question) => question.unsure?.due ?? []),
  ];
  return (
    dues.some((due) => due.kind !== "span" && due.date === date) ||
    flow.tables.some((table) => table.kind === "dates" && table.rows.includes(date))
  );
}

/** Each option has its label, and no label is for an option that is not there. */
export function optionWords(
  subject: Subject,
  question: Question,
  asked: QuestionWords,
  { file, path }: Origin,
): Finding[] {
  return paired([...new Set(subject.optionsOf(question))], Object.keys(asked.options), {
    what: "option ",
    of: `an option of "${written(question.id)}"`,
    missing: () => ({ file, path: [...path, "options"] }),
    extra: (option) => [{ file, path: [...path, "options", option] }],
  });
}

/** Each question to rehearse has its words, with as many points as the flow says. */
function rehearsal(practice: Flow["practice"][number], mine: FlowWords, file: string): Finding[] {
  const titled = own(mine.practice, practice.id);
  if (titled === undefined) return [];
  const path = ["practice", practice.id, "ask"];
  return [
    ...paired(
      practice.ask.map((drill) => drill.id),
      Object.keys(titled.ask),
      {
        what: "",
        of: `a question of practice "${practice.id}"`,
        missing: () => ({ file, path }),
        extra: (id) => [{ file, path: [...path, id] }],
      },
    ),
    ...practice.ask.flatMap((drill): Finding[] => {
      const said = own(titled.ask, drill.id);
      if (said === undefined || said.points.length === drill.points) return [];
      const at = { file, path: [...path, drill.id, "points"] };
      return [
        { at, unexpected: `${said.points.length} points`, expected: `${drill.points}, as the flow says` },
      ];
    }),
  ];
}

/** Each name of a row is of a row that is there; a row may go without. */
function rowWords(table: Flow["tables"][number], mine: FlowWords, file: string): Finding[] {
  const rows = table.kind === "columns" ? table.rows : [];
  return Object.keys(own(mine.tables, table.id)?.rows ?? {})
    .filter((row) => !rows.includes(row))
    .map((row): Finding => {
      const at = { file, path: ["tables", table.id, "rows", row] };
      return {
        at,
        unexpected: `row "${row}"`,
        expected: oneOf(row, rows, `a row of the table "${table.id}"`),
      };
    });
}

function flowless(subject: Subject, one: FlowWords): Finding[] {
  const id = one.file.slice(one.file.lastIndexOf("/") + 1, -".yaml".length);
  const { flows } = subject.library.flows;
  if (own(flows, id) !== undefined || !subject.everyFlowRead) return [];
  const expected = oneOf(id, Object.keys(flows), "a file named as the command of a flow is");
  return [{ at: { file: one.file, path: [] }, unexpected: `words for flow "${id}"`, expected }];
}
