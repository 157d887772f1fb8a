/** What the processes of a chaos run tell one another, over HTTP on this machine. */
import type { Event } from "../../src/engine/event.js";

/** Where a process kills itself: 1 before the load, 2 after it, 3 before the commit, 4 in it, 5 after it, 6 after the confirmation, 7 in the send, 8 after it, 9 after the acknowledgement. */
export const failpoints = ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9"] as const;
export type Failpoint = (typeof failpoints)[number];

export type WorkerSettings = {
  redis: string;
  /** Where screens are shown. */
  calls: string;
  /** The library, serialized. */
  library: string;
  failpoint: Failpoint | "none";
  /** How likely it kills itself each time it comes by, on the average. */
  chance: number;
  seed: number;
  leaseMs: number;
  sweepMs: number;
  sendMs: number;
  warm: boolean;
  /** How long a session is remembered. */
  warmMs: number;
};

/**
 * An update of the member `member`; an answer is typed, and 0 begins the list of them. Without one it is `event`, or a press
 * that belongs to a screen that is long gone. A GET in place of it is answered with a snapshot of the process's heap.
 */
export type ToWorker = { id: string; member: string; at: number; answer?: number; event?: Event };

/** What happened to a member in one process, for the story of a last screen that is wrong. `at` in ms of this machine. */
export type Note = { at: number; member: string; what: string };

/** A screen that a worker shows. `revision` is that of the lease it is shown under. */
export type Call = { member: string; turn: number | "none"; page: string; revision: string };
