/**
 * Nothing has a name that something of its kind has already: the second would be hidden behind the first. Terms, flags and
 * verdicts are named alike in conditions, and so are questions and derived dates. Commands are shared by all flows and look-ups.
 * What a member reads beside each other is not called alike either.
 */
import type { FlowWords } from "../../content/library.js";
import type { Origin } from "../../content/loaded.js";
import { interfaceWords } from "../../content/words.js";
import type { Flow, Letter } from "../../engine/flow.js";
import { plainName } from "../../engine/screens/command.js";
import { type Finding, type Rule, type Subject, written } from "../rule.js";

export const duplicates: Rule = {
  name: "duplicates",
  find: (subject) => [
    ...Object.values(subject.library.flows.flows).flatMap((flow) => inFlow(subject, flow)),
    ...Object.values(subject.library.flows.letters).flatMap((letter) => inLetter(subject, letter)),
    ...commands(subject),
    ...Object.values(subject.library.lookups).flatMap(({ sections }) =>
      twice(
        "section",
        sections.map((one) => ({ id: one.id, at: subject.at(one) })),
      ),
    ),
    ...articles(subject),
    ...Object.values(subject.library.flowWords).flatMap(alike),
  ],
};

type Named = { id: string; at: Finding["at"] };

function twice(what: string, list: readonly Named[]): Finding[] {
  const seen = new Set<string>();
  return list.flatMap(({ id, at }): Finding[] => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ at, unexpected: `a second ${what} "${written(id)}"`, expected: "another name" }];
  });
}

function inFlow(subject: Subject, flow: Flow): Finding[] {
  const placed = (list: readonly { id: string }[]): Named[] =>
    list.map((one) => ({ id: one.id, at: subject.at(one) }));
  const dates = flow.dates === undefined ? [] : flow.dates.dates.map(({ id }) => id);
  return [
    ...twice("question", placed(flow.questions)),
    ...flow.questions
      .filter((question) => dates.includes(question.id))
      .map(
        (question): Finding => ({
          at: subject.at(question),
          unexpected: `question "${question.id}", which is also a date of ${flow.dates?.table}`,
          expected: "another name",
        }),
      ),
    ...flow.questions.flatMap((question) => optionsOf(subject, question)),
    ...twice("term, flag or verdict", placed([...flow.terms, ...flow.flags, ...flow.verdicts])),
    ...twice("group", placed(flow.groups)),
    ...twice("action", placed(flow.actions)),
    ...twice("table", placed(flow.tables)),
    ...twice("practice", placed(flow.practice)),
    ...flow.practice.flatMap((practice) => twice("question to rehearse", placed(practice.ask))),
  ];
}

function inLetter(subject: Subject, letter: Letter): Finding[] {
  const takes = letter.takes.map((id, index) => ({ id, at: subject.at(letter, "takes", index) }));
  const own = letter.questions.map((one) => ({ id: one.id, at: subject.at(one) }));
  const passages = letter.passages.map((one) => ({ id: one.id, at: subject.at(one) }));
  return [
    ...twice("question", [...takes, ...own]),
    ...letter.questions.flatMap((question) => optionsOf(subject, question)),
    ...twice("passage", passages),
  ];
}

function optionsOf(subject: Subject, question: Flow["questions"][number]): Finding[] {
  if (!("options" in question)) return [];
  return twice(
    "option",
    question.options.map((id, index) => ({ id, at: subject.at(question, "options", index) })),
  );
}

/** As members type them: case, dashes and underscores make no difference. */
function commands(subject: Subject): Finding[] {
  const taken = new Map<string, string>(
    interfaceWords.commands.map((name) => [plainName(name), "the bot itself"]),
  );
  const findings: Finding[] = [];
  const { flows, lookups } = subject.library;
  for (const one of [...Object.values(flows.flows), ...Object.values(lookups)]) {
    const all = [
      { typed: one.id, at: subject.at(one, "command") },
      ...one.aliases.map((typed, index) => ({ typed, at: subject.at(one, "aliases", index) })),
    ];
    for (const { typed, at } of all) {
      const plain = plainName(typed);
      const by = taken.get(plain);
      // One may be called in two spellings that are read alike.
      if (by !== undefined && by !== `/${one.id}`) {
        findings.push({ at, unexpected: `command "${typed}"`, expected: `another one: ${by} has it` });
      } else taken.set(plain, `/${one.id}`);
    }
  }
  return findings;
}

/** Groups and questions of one flow that are called alike: a plan and a review could not tell them apart. */
function alike({ file, groups, questions }: FlowWords): Finding[] {
  const again = (section: string, names: readonly (readonly [string, string])[]): Finding[] =>
    names.flatMap(([id, name], index): Finding[] => {
      const first = names.findIndex(([, other]) => other === name);
      if (first === index) return [];
      const unexpected = `"${name}" for "${id}" and for "${names[first]?.[0]}"`;
      const expected = `words of its own; a part that stands twice has them in this file, under "${id}"`;
      return [{ at: { file, path: [section, id] }, unexpected, expected, severity: "warning" }];
    });
  return [
    ...again(
      "groups",
      Object.entries(groups).map(([id, { title }]) => [id, title] as const),
    ),
    ...again(
      "questions",
      Object.entries(questions).map(([id, { short }]) => [id, short] as const),
    ),
  ];
}

/** Two articles that answer to the same words: a member who types them could not tell which is meant. */
function articles(subject: Subject): Finding[] {
  const titled = new Map<string, string>();
  const asked = new Map<string, string>();
  const again = (taken: Map<string, string>, what: string, text: string, at: Origin): Finding[] => {
    const plain = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
    const by = taken.get(plain);
    if (by === undefined) {
      taken.set(plain, at.file);
      return [];
    }
    const unexpected = `${what} "${text}" a second time`;
    const expected = by === at.file ? "each line once" : `another one: ${by} has it`;
    return [{ at, unexpected, expected, severity: "warning" }];
  };
  return Object.values(subject.library.articles).flatMap(({ id, file, title, asks, paraphrases }) => {
    const [topic, name = ""] = id.split("/");
    const more = `${subject.words}/topics/${topic}.yaml`;
    return [
      ...again(titled, "title", title, { file, path: ["title"] }),
      ...asks.flatMap((line, index) => again(asked, "line", line, { file, path: ["asks", index] })),
      ...paraphrases.flatMap((line, at) =>
        again(asked, "line", line, { file: more, path: ["asks", name, at] }),
      ),
    ];
  });
}
