/** Flows, parts and letters: from their files to the engine's types, parts put in place. */
import type { Condition } from "../engine/condition.js";
import type { Action, DerivedDates, Flag, Flow, Group, Letter, PickEntry, Question } from "../engine/flow.js";
import { own } from "../engine/flow.js";
import { type Reading, readCondition, readDues, whenOf } from "./parse-condition.js";
import { type Lists, readQuestion } from "./parse-question.js";
import { readTable } from "./parse-table.js";
import type { ActionFile, FlowFile, LetterFile, PartFile } from "./schema.js";
import type { Path, Source } from "./source.js";

/** What a flow may take from other files. */
export type Surroundings = {
  parts: Readonly<Record<string, { file: PartFile; source: Source }>>;
  dates: Readonly<Record<string, Omit<DerivedDates, "of">>>;
  lists: Readonly<Record<string, readonly PickEntry[]>>;
  /** A reading of one file, whose reports name that file. */
  reading(source: Source, prefix?: { before: string; own: ReadonlySet<string> }): Reading;
  /** Whether a file of that name exists but could not be read: then its absence is not reported again. */
  broken(kind: "part" | "data", name: string): boolean;
};

type Rules = { questions: Question[]; flags: Flag[]; groups: Group[]; actions: Action[] };

export function readFlow(file: FlowFile, source: Source, around: Surroundings): Flow {
  const reading = around.reading(source);
  const rules = readRules(file, reading, around, "top");
  const dates = file.dates === undefined ? undefined : own(around.dates, file.dates.from);
  if (file.dates !== undefined && dates === undefined && !around.broken("data", file.dates.from)) {
    reading.report(["dates", "from"], `"${file.dates.from}"`, "a file of dates in content/data");
  }
  const terms = Object.entries(file.terms ?? {}).flatMap(([id, when]) => {
    const condition = readCondition(when, ["terms", id], reading);
    return condition === undefined ? [] : [reading.place({ id, when: condition }, ["terms", id])];
  });
  return reading.place<Flow>(
    {
      id: file.command,
      aliases: file.aliases ?? [],
      atMost: file["at-most"] ?? rules.questions.length,
      questions: rules.questions,
      terms,
      flags: rules.flags,
      verdicts: file.verdicts.map((verdict, index) =>
        reading.place({ id: verdict.id, ...whenOf(verdict.when, ["verdicts", index, "when"], reading) }, [
          "verdicts",
          index,
        ]),
      ),
      groups: rules.groups,
      actions: rules.actions,
      tables: (file.tables ?? []).map((table, index) => readTable(table, ["tables", index], reading)),
      practice: (file.practice ?? []).map((practice, index) =>
        reading.place(
          {
            id: practice.id,
            ask: practice.ask.map((drill, at) => {
              const path = ["practice", index, "ask", at];
              const { when, ...rest } = drill;
              return reading.place({ ...rest, ...whenOf(when, [...path, "when"], reading) }, path);
            }),
          },
          ["practice", index],
        ),
      ),
      ...(dates === undefined || file.dates === undefined
        ? {}
        : { dates: reading.place({ ...dates, of: file.dates.of }, ["dates", "of"]) }),
    },
    [],
  );
}

export function readLetter(id: string, file: LetterFile, source: Source, around: Surroundings): Letter {
  const reading = around.reading(source);
  return reading.place<Letter>(
    {
      id,
      takes: file.takes,
      questions: (file.questions ?? []).flatMap((one, index) =>
        readQuestion(one, ["questions", index], reading, listsOf(around)),
      ),
      passages: file.passages.map((passage, index) =>
        reading.place({ id: passage.id, ...whenOf(passage.when, ["passages", index, "when"], reading) }, [
          "passages",
          index,
        ]),
      ),
      ...(file.spoken === undefined ? {} : { spoken: file.spoken }),
      ...(file.words === undefined ? {} : { words: file.words }),
    },
    [],
  );
}

function readRules(
  file: PartFile | FlowFile,
  reading: Reading,
  around: Surroundings,
  level: "top" | "part",
): Rules {
  const rules: Rules = { questions: [], flags: [], groups: [], actions: [] };
  const putIn = (entry: { part: string; as?: string[] | undefined; when?: unknown }, path: Path): void => {
    if (level === "part") {
      reading.report(path, "a part inside a part", "its questions themselves");
      return;
    }
    const part = own(around.parts, entry.part);
    if (part === undefined) {
      if (!around.broken("part", entry.part))
        reading.report([...path, "part"], `part "${entry.part}"`, "a file in flows/parts");
      return;
    }
    const when = readCondition(entry.when, [...path, "when"], reading);
    for (const before of entry.as ?? [undefined]) {
      const inner = around.reading(
        part.source,
        before === undefined ? undefined : { before, own: namesIn(part.file) },
      );
      const copy = under(readRules(part.file, inner, around, "part"), when, inner);
      rules.questions.push(...copy.questions);
      rules.flags.push(...copy.flags);
      rules.groups.push(...copy.groups.filter((group) => !rules.groups.some((one) => one.id === group.id)));
      rules.actions.push(...copy.actions);
    }
  };
  (file.questions ?? []).forEach((one, index) => {
    if ("part" in one) putIn(one, ["questions", index]);
    else rules.questions.push(...readQuestion(one, ["questions", index], reading, listsOf(around)));
  });
  (file.flags ?? []).forEach((flag, index) => {
    rules.flags.push(
      reading.place(
        {
          id: reading.name(flag.id),
          to: flag.to,
          stop: flag.stop ?? false,
          ...whenOf(flag.when, ["flags", index, "when"], reading),
        },
        ["flags", index],
      ),
    );
  });
  (file.groups ?? []).forEach((group, index) => {
    rules.groups.push(
      reading.place(
        {
          id: reading.name(group.id),
          opens: group.opens ?? false,
          ...(group.note === undefined ? {} : { note: group.note }),
        },
        ["groups", index],
      ),
    );
  });
  (file.actions ?? []).forEach((one, index) => {
    if ("part" in one) putIn(one, ["actions", index]);
    else rules.actions.push(readAction(one, ["actions", index], reading));
  });
  return rules;
}

function listsOf(around: Surroundings): Lists {
  return { entries: around.lists, broken: (name) => around.broken("data", name) };
}

/** Everything a part brings in holds only under the condition of its entry. */
function under(rules: Rules, when: Condition | undefined, reading: Reading): Rules {
  if (when === undefined) return rules;
  const both = <T extends { when?: Condition }>(rule: T): T => {
    const joined: Condition = rule.when === undefined ? when : { kind: "all", of: [when, rule.when] };
    return reading.place({ ...rule, when: joined }, reading.placeOf(rule));
  };
  return {
    questions: rules.questions.map(both),
    flags: rules.flags.map(both),
    groups: rules.groups,
    actions: rules.actions.map(both),
  };
}

/** The names that a part declares: only these take its prefix. */
function namesIn(file: PartFile): ReadonlySet<string> {
  const ids = [file.questions, file.flags, file.groups, file.actions].flatMap((list) =>
    (list ?? []).flatMap((one) => ("id" in one ? [one.id] : [])),
  );
  return new Set(ids);
}

function readAction(action: ActionFile, path: Path, reading: Reading): Action {
  const { when, due, until, safe, id, group, article, letter, practice, command } = action;
  return reading.place<Action>(
    {
      id: reading.name(id),
      group: reading.name(group),
      due: readDues(due, [...path, "due"], reading),
      ...(until === undefined ? {} : { until: reading.name(until) }),
      safe: safe ?? false,
      ...whenOf(when, [...path, "when"], reading),
      ...(article === undefined ? {} : { article }),
      ...(letter === undefined ? {} : { letter }),
      ...(practice === undefined ? {} : { practice }),
      ...(command === undefined ? {} : { command }),
    },
    path,
  );
}
