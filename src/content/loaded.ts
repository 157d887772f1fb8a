/** What loading gives: the library as far as it could be read, every problem met, and where everything stands in its file. */

import type { DerivedDate } from "../engine/flow.js";
import type { Problem } from "../problem.js";
import type { Forbidden, Library, SourceId, Standing, Teaching } from "./library.js";

/** A place in a file by the keys and list positions that lead to it; the empty path is the whole file. */
export type Origin = { file: string; path: readonly (string | number)[] };

/** 1-based. */
export type Spot = { file: string; line: number; column: number };

export type Loaded = {
  /** Files with a problem of syntax or shape are left out of it. */
  library: Library;
  problems: readonly Problem[];
  /** Files that are left out, so that a reference to one is not reported a second time. */
  broken: ReadonlySet<string>;
  /** Of every file with statements about the world, the words of parts included. */
  standings: readonly Standing[];
  /** The files of parts that stand in none of the flows that could be read. */
  unusedParts: readonly string[];
  /** Every table of yearly dates, in the order of its file, with the sources of each date. */
  dates: Readonly<Record<string, readonly (DerivedDate & { sources: readonly SourceId[] })[]>>;
  /** What the texts teach that the content was made from; a folder of content may do without. */
  teaching: Teaching | undefined;
  /** Wordings that nothing may use. */
  forbidden: readonly Forbidden[];
  /**
   * Where an object of the flows was written: every Question, Flag, Verdict, Group, Action, Table, Practice, Drill,
   * Letter, passage, term and every Condition inside them. What a part brought in has its place in the part's file.
   */
  originOf(object: object): Origin | undefined;
  /**
   * The spot of a key or list item; of its nearest ancestor where the path does not exist. The passages of
   * a letter's words stand at `["passages", id]`, the blocks of an article at `["body", index]`.
   */
  spotOf(origin: Origin): Spot;
};
