/** The contract of what instances and moderators share. Nothing in it belongs to one member. */
import type { Day, Instant } from "../engine/day.js";
import type { ArticleId } from "../engine/flow.js";
import type { Unavailable } from "./members.js";

/** "This answer is wrong", without who said so. */
export type Report = { article: ArticleId; revision: string; on: Day; says: string };

type Done = { kind: "done" };

export type Board = {
  /** Adds one to each; names are made of flow and question names, never of what a member said. */
  count(names: readonly string[]): Promise<Done | Unavailable>;
  counts(): Promise<{ kind: "counts"; counts: Readonly<Record<string, number>> } | Unavailable>;
  /** Hides an article everywhere by the hash of its file, so that a corrected file is shown again by itself. */
  hide(fileHash: string): Promise<Done | Unavailable>;
  unhide(fileHash: string): Promise<Done | Unavailable>;
  hidden(): Promise<{ kind: "hidden"; files: readonly string[] } | Unavailable>;
  report(report: Report): Promise<Done | Unavailable>;
  /** Newest first. */
  reports(): Promise<{ kind: "reports"; reports: readonly Report[] } | Unavailable>;
  /** Takes or extends the lease `name` for `ms`; "follow" while another holder has it. */
  lead(
    name: string,
    holder: string,
    ms: number,
  ): Promise<{ kind: "lead"; until: Instant } | { kind: "follow" } | Unavailable>;
};

/** The oldest report beyond this many goes when a new one comes. */
export const mostReports = 500;
