/** A store as its contract is tested: by two processes, over a clock that the test moves. */
import { emptyCase, emptySession, type Session } from "../../src/engine/session.js";
import type { Board } from "../../src/store/board.js";
import type { Members } from "../../src/store/members.js";

export type OpenStore = {
  /** What the process `holder` sees of one and the same store. */
  members(holder: string): Members;
  board: Board;
  /** Moves the store's clock forward. */
  pass(ms: number): Promise<void>;
  /** The store's clock. */
  now(): number;
  close(): Promise<void>;
};

/** How long the opened store keeps a member, in days. */
export const contractDays = 10;

/** A session in which each applied update leaves its mark, so that a lost or doubled one is seen. */
export function sessionWith(...marks: readonly string[]): Session {
  return { ...emptySession, cases: { denied: { ...emptyCase, done: marks } }, turn: marks.length };
}
