/** All that can be wrong with flows and content, and what was proved of them. Pure: the same files and day give the same report. */
import { type Asking, createAsking } from "../ask/index.js";
import type { Library } from "../content/library.js";
import type { Loaded, Origin } from "../content/loaded.js";
import type { Day } from "../engine/day.js";
import type { Flow, FlowId, LetterId } from "../engine/flow.js";
import { type Problem, sortProblems } from "../problem.js";
import { type FlowNumbers, numbersOf } from "./numbers.js";
import { type Proof, proofOf } from "./proof.js";
import { optionsAsCalled } from "./renamed.js";
import type { Finding, ProvedSubject, Rule, Subject } from "./rule.js";
import { found } from "./rules/found.js";
import { namingRules, otherRules, proofRules } from "./rules/index.js";
import { standing } from "./rules/standing.js";

export type { FlowNumbers };

export type Report = {
  /** Those of loading included, sorted; each mistake once. */
  problems: readonly Problem[];
  /** One row per flow that was proved, in the order of their files. */
  flows: readonly FlowNumbers[];
  /** Flows of which nothing was proved, because names in them are wrong. */
  unproved: readonly FlowId[];
  articles: number;
  sources: number;
};

export type CheckSettings = {
  /** Milliseconds, read only to say how long each proof took. */
  clock?: () => number;
  /** Those that prove nothing. */
  rules?: readonly Rule[];
  /** Search over the library; without it the library is studied where a rule asks. */
  asking?: Asking;
};

export function checkLibrary(
  loaded: Loaded,
  on: Day,
  { clock = () => 0, rules = otherRules, asking = createAsking(loaded.library) }: CheckSettings = {},
): Report {
  const { library } = loaded;
  const { proved, named, took } = prove(loaded, on, clock, asking);
  const problems = [
    ...loaded.problems,
    ...named,
    ...rules.flatMap((rule) => told(proved, rule.name, rule.find(proved))),
    ...proofRules.flatMap((rule) => told(proved, rule.name, rule.find(proved))),
  ];
  return {
    problems: sortProblems(problems),
    flows: [...proved.proofs.values()].map((proof) => numbersOf(proved, proof, took.get(proof.flow.id) ?? 0)),
    unproved: Object.keys(library.flows.flows).filter((id) => !proved.proofs.has(id)),
    articles: Object.keys(library.articles).length,
    sources: Object.keys(library.sources).length,
  };
}

/** What the rules that speak of proofs are given. Flows with a mistake in their names are not proved. */
export function provedSubject(loaded: Loaded, on: Day): ProvedSubject {
  return prove(loaded, on, () => 0, createAsking(loaded.library)).proved;
}

function prove(
  loaded: Loaded,
  on: Day,
  clock: () => number,
  asking: Asking,
): { proved: ProvedSubject; named: readonly Problem[]; took: ReadonlyMap<FlowId, number> } {
  const subject = subjectOf(loaded, on, asking);
  const { library } = loaded;
  const named = namingRules.flatMap((rule) => told(subject, rule.name, rule.find(subject)));
  const wrong = new Set([...loaded.problems, ...named].filter(isError).map((one) => one.file));
  const proofs = new Map<FlowId, Proof>();
  const took = new Map<FlowId, number>();
  for (const flow of Object.values(library.flows.flows)) {
    if (filesOf(subject, flow).some((file) => wrong.has(file)) || subject.incomplete(flow)) continue;
    const begun = clock();
    proofs.set(flow.id, proofOf(flow, library.flows.letters, on));
    took.set(flow.id, clock() - begun);
  }
  const letters = Object.values(library.flows.letters).filter((letter) =>
    subject.offering(letter.id).every((flow) => proofs.has(flow.id)),
  );
  return { proved: { ...subject, proofs, letters }, named, took };
}

/**
 * What keeps flows and content from being used. An article that has gone out of date says so itself, and keeps nobody
 * from starting, nor another one that was reviewed anew from being taken over.
 */
export function errorsIn(loaded: Loaded): Problem[] {
  // What is not found is only warned of, and to know it the library is studied, which takes seconds.
  const rules = otherRules.filter((rule) => rule !== found);
  return checkLibrary(loaded, loaded.library.reviewed, { rules }).problems.filter(
    (one) => isError(one) && one.rule !== standing.name,
  );
}

function isError(problem: Problem): boolean {
  return problem.severity === "error";
}

function subjectOf(loaded: Loaded, on: Day, asking: Asking): Subject {
  const { library, broken } = loaded;
  const missing = [...broken].some((file) => /^(flows\/parts|content\/data)\//.test(file));
  const unread = new Set(loaded.problems.filter(isError).map((one) => one.file));
  const subject: Subject = {
    loaded,
    library,
    asking,
    on,
    words: wordsFolder(library),
    at: (object, ...path) => placeOf(loaded, object, path),
    optionsOf: optionsAsCalled(library),
    broken: (file) => broken.has(file),
    everyFlowRead: ![...broken].some((file) => /^flows\/[^/]+$/.test(file)),
    everyCommandRead: ![...broken].some((file) => /^flows\/(?:lookups\/)?[^/]+$/.test(file)),
    incomplete: (flow) => missing || flowFiles(subject, flow).some((file) => unread.has(file)),
    offering: (letter) =>
      Object.values(library.flows.flows).filter((flow) =>
        [...flow.actions, ...flow.questions.flatMap((question) => question.unsure ?? [])].some(
          (one) => one.letter === letter,
        ),
      ),
  };
  return subject;
}

function placeOf(loaded: Loaded, object: object, more: readonly (string | number)[]): Origin {
  const { file, path } = loaded.originOf(object) ?? { file: "flows", path: [] };
  return { file, path: [...path, ...more] };
}

/** The words stand beside each other in one folder; the first file that has any says which. */
function wordsFolder(library: Library): string {
  const any = [...Object.values(library.flowWords), ...Object.values(library.articles), ...library.guards][0];
  return any?.file.split("/").slice(0, 2).join("/") ?? "content/en";
}

/** The files a flow is made of: its own and its parts'. */
function flowFiles(subject: Subject, flow: Flow): string[] {
  const objects = [flow, ...flow.questions, ...flow.flags, ...flow.groups, ...flow.actions];
  return [...new Set(objects.map((object) => subject.at(object).file))];
}

/** The files a proof of the flow rests on: letters that it offers too. */
function filesOf(subject: Subject, flow: Flow): string[] {
  const letters = Object.values(subject.library.flows.letters).filter((letter) =>
    offers(subject, letter.id, flow),
  );
  return [...flowFiles(subject, flow), ...letters.map((letter) => subject.at(letter).file)];
}

function offers(subject: Subject, letter: LetterId, flow: Flow): boolean {
  return subject.offering(letter).includes(flow);
}

/** Findings as problems: those with one mark become the first of them, and what is said twice of one place is said once. */
function told(subject: Subject, rule: string, findings: readonly Finding[]): Problem[] {
  const found = new Map<string, { problem: Problem; more: number }>();
  const said = new Set<string>();
  const placed = findings.map((finding) => ({ finding, spot: subject.loaded.spotOf(finding.at) }));
  placed.sort(
    (a, b) =>
      a.spot.file.localeCompare(b.spot.file) || a.spot.line - b.spot.line || a.spot.column - b.spot.column,
  );
  for (const { finding, spot } of placed) {
    const { unexpected, expected, severity = "error", same } = finding;
    const place = `${spot.file}:${spot.line}:${spot.column} ${unexpected}`;
    if (said.has(place)) continue;
    said.add(place);
    const before = same === undefined ? undefined : found.get(same);
    if (before === undefined)
      found.set(same ?? place, { problem: { ...spot, unexpected, expected, rule, severity }, more: 0 });
    else before.more += 1;
  }
  return [...found.values()].map(({ problem, more }) =>
    more === 0
      ? problem
      : {
          ...problem,
          unexpected: `${problem.unexpected} (here and in ${more} more ${more === 1 ? "place" : "places"})`,
        },
  );
}
