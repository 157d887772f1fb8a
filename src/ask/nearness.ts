/**
 * Which guard a text comes nearest to, among everything that can be found: what members say when a guard must win stands
 * beside what they ask articles for, and what only sounds like it stands there too. It finds what no phrase says and what
 * an ear, which learned from the same examples, is not sure of alone.
 */
import type { Guard } from "../content/library.js";
import type { GuardId } from "./guards.js";
import type { Findable, Match } from "./search.js";
import { sentencesOf } from "./words.js";

/** How sure the ear of a guard is of a text: 0 is even. */
export type Sureness = (id: GuardId, text: string) => number;

/** Before the ids of guards and of what only sounds like them: no article and no flow has such an id. */
const marks = { calls: "!", leaves: "?" } as const;

/** The examples of guards, as something that can be found. */
export function findableGuards(guards: readonly Guard[]): Findable[] {
  const nothing = { title: "", short: "", text: "", claims: "" };
  return guards
    .flatMap(({ id, calls, leaves }) => [
      { ...nothing, id: `${marks.calls}${id}`, asks: calls },
      { ...nothing, id: `${marks.leaves}${id}`, asks: leaves },
    ])
    .filter(({ asks }) => asks.length > 0);
}

/** Whether something that was found is an example of a guard. */
export function isExample({ id }: Match): boolean {
  return id.startsWith(marks.calls) || id.startsWith(marks.leaves);
}

/** How much nearer than everything else it must be, how sure its ear, and how much like one of its examples. */
type Bound = { nearer: number; sure: number; alike: number };
const usual: Bound = { nearer: 1.05, sure: -1.5, alike: 0.12 };
const whole: Readonly<Record<GuardId, Bound>> = {
  // A cry is heard rather once too often.
  crisis: { nearer: 1, sure: -1.5, alike: 0.1 },
  fraud: { nearer: 1, sure: -1, alike: 0.1 },
};
/** Heard also in one sentence of a long text; the others only where the whole text is about it. */
const inPassing: Readonly<Record<GuardId, Bound>> = {
  crisis: { nearer: 1.1, sure: 0, alike: 0.2 },
  fraud: { nearer: 1.3, sure: 0.2, alike: 0.25 },
};

/** In words: a text that is longer is also read in pieces. */
const long = 30;
const mostPieces = 12;

/** The guard that a text comes nearest to, with what was `found` for it; of `only` these where they are named. */
export function nearestGuard(
  text: string,
  found: readonly Match[],
  find: (text: string) => readonly Match[],
  sureness: Sureness,
  only?: readonly GuardId[],
): GuardId | null {
  const nearIn = (
    piece: string,
    matches: readonly Match[],
    boundOf: (id: GuardId) => Bound | undefined,
  ): GuardId | null => {
    const other = matches.find(({ id }) => !id.startsWith(marks.calls))?.score ?? 0;
    const best = matches.find(({ id }) => id.startsWith(marks.calls));
    const id = best?.id.slice(marks.calls.length) ?? "";
    const bound = boundOf(id);
    if (best === undefined || bound === undefined || (only !== undefined && !only.includes(id))) return null;
    const near = best.score > bound.nearer * other && best.alike > bound.alike;
    return near && sureness(id, piece) > bound.sure ? id : null;
  };
  const near = nearIn(text, found, (id) => whole[id] ?? usual);
  if (near !== null) return near;
  for (const piece of piecesOf(text)) {
    const heard = nearIn(piece, find(piece), (id) => inPassing[id]);
    if (heard !== null) return heard;
  }
  return null;
}

/** The sentences of a long text, so many at most; none of a short one, which was read as a whole. */
function piecesOf(text: string): string[] {
  if (text.split(/\s+/).length <= long) return [];
  const sentences = text
    .split(/(?<=[.!?\n])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentencesOf(sentence).length > 3);
  return sentences.slice(-mostPieces);
}
