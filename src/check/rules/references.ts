/**
 * What a plan leads to exists: groups, articles, letters, rehearsals, other commands, tables and lists, and what
 * articles lead on to. Otherwise a button would open nothing.
 */

import type { Origin } from "../../content/loaded.js";
import { lookupNamed } from "../../content/parse-lookup.js";
import { type Flow, own } from "../../engine/flow.js";
import { flowNamed } from "../../engine/screens/command.js";
import { type Finding, missing, type Rule, type Subject, written } from "../rule.js";
import { inTable } from "../tables.js";

export const references: Rule = {
  name: "references",
  find: (subject) => [
    ...Object.values(subject.library.flows.flows).flatMap((flow) => inFlow(subject, flow)),
    ...seen(subject),
    ...unoffered(subject),
    ...unused(subject),
  ],
};

function inFlow(subject: Subject, flow: Flow): Finding[] {
  const groups = flow.groups.map((group) => group.id);
  const practices = flow.practice.map((practice) => practice.id);
  const used = new Set(flow.actions.map((action) => action.group));
  // A wrong name leaves the right one without its users; that is not told again.
  const right = flow.actions.every((action) => groups.includes(action.group)) && !subject.incomplete(flow);
  const rehearsed = flow.actions.flatMap((action) => action.practice ?? []);
  const incomplete = subject.incomplete(flow);
  return [
    ...flow.actions.flatMap((action): Finding[] => [
      ...(groups.includes(action.group) || incomplete
        ? []
        : missing(
            subject.at(action, "group"),
            "group",
            action.group,
            groups.map(written),
            "a group of this flow",
          )),
      ...(action.practice === undefined || practices.includes(action.practice)
        ? []
        : missing(
            subject.at(action, "practice"),
            "practice",
            action.practice,
            practices,
            "a practice of this flow",
          )),
      ...led(subject, action, (key) => subject.at(action, key)),
    ]),
    ...flow.questions.flatMap((question) =>
      question.unsure === undefined
        ? []
        : led(subject, question.unsure, (key) => subject.at(question, "unsure", key)),
    ),
    ...flow.groups.flatMap((group): Finding[] =>
      used.has(group.id) || !right
        ? []
        : [
            {
              at: subject.at(group),
              unexpected: `group "${written(group.id)}" without actions`,
              expected: "an action in it, or no such group",
            },
          ],
    ),
    ...flow.practice
      .filter((one) => !rehearsed.includes(one.id) && rehearsed.every((id) => practices.includes(id)))
      .map(
        (one): Finding => ({
          at: subject.at(one),
          unexpected: `practice "${one.id}" that nothing offers`,
          expected: "an action with this practice",
          severity: "warning",
        }),
      ),
    ...flow.tables.flatMap((table) => (incomplete ? [] : inTable(subject, flow, table))),
  ];
}

type Leads = { article?: string; letter?: string; command?: string };

function led(subject: Subject, to: Leads, at: (key: keyof Leads) => Origin): Finding[] {
  const { flows } = subject.library;
  return [
    ...(to.article === undefined ? [] : article(subject, to.article, at("article"))),
    ...(to.letter === undefined ||
    own(flows.letters, to.letter) !== undefined ||
    subject.broken(`flows/letters/${to.letter}.yaml`)
      ? []
      : missing(at("letter"), "letter", to.letter, Object.keys(flows.letters), "a file in flows/letters")),
    ...(to.command === undefined ? [] : command(subject, to.command, at("command"))),
  ];
}

function command(subject: Subject, name: string, at: Origin): Finding[] {
  const { flows, lookups } = subject.library;
  const known = [...Object.values(flows.flows), ...Object.values(lookups)];
  if (flowNamed(flows, name) !== undefined || lookupNamed(subject.library, name) !== undefined) return [];
  // It may be another name of what could not be read.
  if (!subject.everyCommandRead) return [];
  const commands = known.flatMap((one) => [one.id, ...one.aliases]);
  return missing(at, "command", name, commands, "the command of a flow or look-up");
}

function article(subject: Subject, id: string, at: Origin): Finding[] {
  const { articles } = subject.library;
  const file = `${subject.words}/articles/${id}.md`;
  if (own(articles, id) !== undefined || subject.broken(file)) return [];
  return missing(at, "article", id, Object.keys(articles), `an article; ${file} does not exist`);
}

/** What articles, guards and look-ups lead on to: pages that are there, and other ones. */
function seen(subject: Subject): Finding[] {
  const { articles, guards, lookupWords } = subject.library;
  const texts = [...Object.values(articles), ...guards];
  return [
    ...[...texts, ...Object.values(lookupWords)].flatMap((one) =>
      one.see.flatMap((id, index): Finding[] => {
        const at = { file: one.file, path: ["see", index] };
        if (own<unknown>(articles, id) !== one) return article(subject, id, at);
        return [{ at, unexpected: `"${id}", which is this article itself`, expected: "another article" }];
      }),
    ),
    ...texts.flatMap((one) =>
      one.command === undefined ? [] : command(subject, one.command, { file: one.file, path: ["command"] }),
    ),
  ];
}

/** A letter that no flow offers is opened from the list of all, and then takes nothing from a case. */
function unoffered(subject: Subject): Finding[] {
  const { flows, letters } = subject.library.flows;
  if (!subject.everyFlowRead || Object.values(flows).some(subject.incomplete)) return [];
  return Object.values(letters).flatMap((letter): Finding[] =>
    letter.takes.length === 0 || subject.offering(letter.id).length > 0
      ? []
      : [
          {
            at: subject.at(letter),
            unexpected: `letter "${letter.id}" that nothing offers, so that nothing fills what it takes`,
            expected: "an action with this letter, or a letter that takes nothing",
            severity: "warning",
          },
        ],
  );
}

/** A part that stands in no flow is never asked. A flow with a mistake may have meant it, and tells that already. */
function unused(subject: Subject): Finding[] {
  const flows = Object.values(subject.library.flows.flows);
  if (!subject.everyFlowRead || flows.some(subject.incomplete)) return [];
  return subject.loaded.unusedParts.map((file): Finding => {
    const name = file.slice("flows/parts/".length, -".yaml".length);
    return {
      at: { file, path: [] },
      unexpected: `part "${name}" that no flow uses`,
      expected: `a line "- part: ${name}" in a flow, or no such file`,
      severity: "warning",
    };
  });
}
