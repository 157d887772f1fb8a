/** What a look-up shows, in names and the words that were typed. It belongs to no case. */
import type { LookupId } from "../content/library.js";
import type { ArticleId, FlowId } from "../engine/flow.js";

/** One article that `/ask` found, best first. */
export type Found = { id: ArticleId; title: string; short: string; score: number };

/** What `/ask` found: a guard alone; answers, best first; those of which one may be meant; or nothing. And the flow that helps with it. */
export type Answered = {
  guard: string | null;
  answers: readonly Found[];
  /** More than one article may be what is meant, so none is an answer: the nearest are to choose from. */
  several: boolean;
  /** The articles that come nearest, also where none answers. */
  nearest: readonly Found[];
  flow: FlowId | null;
};

export type LookupPage =
  | { kind: "help" }
  | { kind: "about" }
  | { kind: "privacy" }
  /** Who can help, without a case. */
  | { kind: "person" }
  /** `query` is empty when nothing was asked; `cut` when only its beginning was read. */
  | ({ kind: "ask"; query: string; cut: boolean } & Answered)
  /** What the articles are about, those topics first that come near to what was asked. */
  | { kind: "topics"; near: readonly string[] }
  | { kind: "topic"; topic: string; part: number }
  | { kind: "article"; article: ArticleId; part: number }
  /** What a look-up holds: all of it, those that fit what was typed, or all because nothing fits or is held. */
  | {
      kind: "look-up";
      lookup: LookupId;
      typed: string;
      found: "all" | "several" | "near" | "none" | "without";
      keys: readonly string[];
      part: number;
    }
  | { kind: "look-up-entry"; lookup: LookupId; entry: string; part: number }
  | { kind: "unknown-command"; typed: string; near: readonly string[] };
