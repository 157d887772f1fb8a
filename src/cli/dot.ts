/** A flow as a picture in the DOT language: its questions in order, its flags and its verdicts. */
import type { FlowWords } from "../content/library.js";
import { atomsOf, type Condition, namesOf, subjectOf } from "../engine/condition.js";
import { type Flow, own, type Question } from "../engine/flow.js";
import { conditionText } from "./condition-text.js";

/** `words` give the short names of questions and the titles of flags and verdicts. */
export function flowAsDot(flow: Flow, words: FlowWords | undefined): string {
  const { lines, end } = questionLines(flow, words);
  return [
    `digraph ${quoted(flow.id)} {`,
    `  graph [rankdir=TB, nodesep=0.3, ranksep=0.35, fontname="sans-serif", label=${quoted(`/${flow.id}`)}, labelloc=t]`,
    '  node [shape=box, style="rounded,filled", fillcolor="#ffffff", fontname="sans-serif", fontsize=11]',
    '  edge [fontname="sans-serif", fontsize=9, color="#555555"]',
    `  start [label=${quoted(`/${flow.id}`)}, shape=oval, fillcolor="#eeeeee"]`,
    ...lines.map((line) => `  ${line}`),
    ...flow.flags.map((flag) => {
      const title = own(words?.flags, flag.id)?.title ?? flag.id;
      const look = flag.stop ? 'shape=octagon, fillcolor="#f4b6b0"' : 'fillcolor="#fbe3c8"';
      return `  ${quoted(`flag ${flag.id}`)} [label=${quoted(folded(`${title} → ${flag.to}${flag.stop ? " (stop)" : ""}`))}, ${look}]`;
    }),
    ...flow.flags.map((flag) =>
      edge(flagFrom(flow, flag.when), `flag ${flag.id}`, flag.when, 'color="#b03a2e", constraint=false'),
    ),
    ...flow.verdicts.map((verdict) => {
      const title = own(words?.verdicts, verdict.id)?.title ?? verdict.id;
      return `  ${quoted(`verdict ${verdict.id}`)} [label=${quoted(folded(title))}, fillcolor="#d5e8d4"]`;
    }),
    // The first verdict that holds counts, so each is reached where the one before does not hold.
    ...flow.verdicts.map((verdict, index) => {
      const before = flow.verdicts[index - 1];
      return before === undefined
        ? edge(end, `verdict ${verdict.id}`, verdict.when, "")
        : edge(`verdict ${before.id}`, `verdict ${verdict.id}`, verdict.when, "style=dashed", "else");
    }),
    "}",
    "",
  ].join("\n");
}

/** A conditional question hangs between two points of the line, so that the way around it can be seen. */
function questionLines(flow: Flow, words: FlowWords | undefined): { lines: string[]; end: string } {
  const lines: string[] = [];
  let at = "start";
  for (const question of flow.questions) {
    lines.push(`${quoted(question.id)} [label=${quoted(questionLabel(question, words))}]`);
    lines.push(edge(at, question.id, question.when, "").trim());
    if (question.when === undefined) {
      at = question.id;
      continue;
    }
    const join = `after ${question.id}`;
    lines.push(`${quoted(join)} [shape=point, width=0.06]`);
    lines.push(`${quoted(at)} -> ${quoted(join)} [style=dashed, arrowhead=none]`);
    lines.push(`${quoted(question.id)} -> ${quoted(join)} [arrowhead=none]`);
    at = join;
  }
  return { lines, end: at };
}

function questionLabel(question: Question, words: FlowWords | undefined): string {
  const short = own(words?.questions, question.id)?.short ?? question.id;
  const ways = [question.skip ? "skip" : "", question.unsure === undefined ? "" : "unsure"].filter(
    (way) => way !== "",
  );
  const takes = "options" in question ? question.options.join(", ") : question.kind;
  return [
    folded(`${question.id}: ${short}`),
    folded(takes),
    ...(ways.length === 0 ? [] : [`(${ways.join(", ")})`]),
  ].join("\n");
}

/** The last question that a flag's condition names, itself or through a term or flag: there it is decided. */
function flagFrom(flow: Flow, when: Condition | undefined): string {
  const order = flow.questions.map((question) => question.id);
  const positions = [...subjectsOf(flow, when, flow.flags.length + flow.terms.length)].map((id) =>
    order.indexOf(id),
  );
  return order[Math.max(-1, ...positions)] ?? "start";
}

/** `depth` bounds the names that are followed: a name stands only on names before it. */
function* subjectsOf(flow: Flow, when: Condition | undefined, depth: number): Generator<string> {
  if (when === undefined || depth < 0) return;
  for (const atom of atomsOf(when)) {
    const subject = subjectOf(atom);
    yield flow.dates?.dates.some((date) => date.id === subject) === true ? flow.dates.of : subject;
  }
  for (const name of namesOf(when)) {
    const meant = [...flow.terms, ...flow.flags].find((one) => one.id === name);
    yield* subjectsOf(flow, meant?.when, depth - 1);
  }
}

function edge(from: string, to: string, when: Condition | undefined, look: string, otherwise = ""): string {
  const label = [otherwise, when === undefined ? "" : conditionText(when)]
    .filter((one) => one !== "")
    .join(": ");
  const marks = [label === "" ? "" : `label=${quoted(folded(label))}`, look].filter((one) => one !== "");
  return `  ${quoted(from)} -> ${quoted(to)}${marks.length === 0 ? "" : ` [${marks.join(", ")}]`}`;
}

/** Lines of about 36 characters, so that boxes stay narrow. */
function folded(text: string): string {
  return text.replace(/(\S.{0,35})(?:\s+|$)/g, "$1\n").trimEnd();
}

/** A quoted identifier of DOT. */
function quoted(text: string): string {
  return `"${text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
}
