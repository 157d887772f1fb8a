/** What every rule is given and what it hands back. A rule is a pure function in a file of its own, named as it is. */
import type { Asking } from "../ask/index.js";
import type { Library } from "../content/library.js";
import type { Loaded, Origin } from "../content/loaded.js";
import type { Day } from "../engine/day.js";
import type { Flow, FlowId, Letter, LetterId, OptionId, Question } from "../engine/flow.js";
import { nearest } from "../engine/near.js";
import type { Proof } from "./proof.js";

/** Something wrong, at a place in a file. */
export type Finding = {
  at: Origin;
  /** What is there, without the word "Unexpected". */
  unexpected: string;
  expected: string;
  /** An error unless it says so. */
  severity?: "warning";
  /** Findings of one rule with the same mark are one mistake: the first is told, with how many places more there are. */
  same?: string;
};

export type Rule = { name: string; find(subject: Subject): readonly Finding[] };

/** A rule that speaks of flows whose names are all right, and of what was proved of them. */
export type ProofRule = { name: string; find(subject: ProvedSubject): readonly Finding[] };

export type Subject = {
  loaded: Loaded;
  library: Library;
  /** Search over the library, which is studied at the first question. */
  asking: Asking;
  /** The day as of which is checked. */
  on: Day;
  /** The folder of the words, as `content/en`. */
  words: string;
  /** Where `object` was written, and further in. */
  at(object: object, ...path: (string | number)[]): Origin;
  /** The options of a question as its words and rules call them: a misspelt one is told where it is declared. */
  optionsOf(question: Question): readonly OptionId[];
  /** A file was left out by loading, so what it would have held is not missed again. */
  broken(file: string): boolean;
  /** Questions or rules of this flow, or of a part in it, could not be read: a name that is not found may be one of them. */
  incomplete(flow: Flow): boolean;
  /** No file of a flow was left out, so that what no flow has is nowhere. */
  everyFlowRead: boolean;
  /** No file of a flow or look-up was left out, so that a command that none has is none. */
  everyCommandRead: boolean;
  /** The flows that offer a letter, by an action or by a question that can be unsure. */
  offering(letter: LetterId): readonly Flow[];
};

export type ProvedSubject = Subject & {
  /** One for every flow without a mistake in its names. */
  proofs: ReadonlyMap<FlowId, Proof>;
  /** Letters that every flow that offers them could be proved with. */
  letters: readonly Letter[];
};

/** `is`, and the name that was probably meant; `of` says what the names are. */
export function oneOf(typed: string, names: readonly string[], of: string): string {
  const near = nearest(typed, names, 1)[0];
  if (near !== undefined) return `${of} (did you mean "${near}"?)`;
  if (names.length === 0) return `${of}, of which there is none yet`;
  return names.length <= 8 ? `${of}: ${names.join(", ")}` : of;
}

/** Something that is named and not there. The same one is one finding, wherever it is named. */
export function missing(
  at: Origin,
  what: string,
  name: string,
  known: readonly string[],
  of: string,
): Finding[] {
  return [
    {
      at,
      unexpected: `${what} "${written(name)}"`,
      expected: oneOf(written(name), known, of),
      same: `${what} ${name}`,
    },
  ];
}

/** Whether there is such a key in the file: else the spot of its parent is given for it. */
export function stands({ loaded }: Subject, at: Origin): boolean {
  const parent = loaded.spotOf({ file: at.file, path: at.path.slice(0, -1) });
  const spot = loaded.spotOf(at);
  return spot.line !== parent.line || spot.column !== parent.column;
}

/** The first of those with one id; that there are more is told by the rule of duplicates. */
export function firstOfEach<T extends { id: string }>(list: readonly T[]): T[] {
  return list.filter((one, index) => list.findIndex((other) => other.id === one.id) === index);
}

/** The name as it is written in the file: what a part brings in under a prefix is written there without it. */
export function written(id: string): string {
  return id.slice(id.lastIndexOf(".") + 1);
}
