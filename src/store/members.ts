/**
 * The contract of the store of members: one record per member, one atomic commit per update. Every implementation
 * passes `test/store/contract.ts`. The store's own clock decides about leases, debts and expiry.
 */
import type { Instant } from "../engine/day.js";
import type { Session } from "../engine/session.js";

/** `platform:id` of a person, as an update carries it. */
export type MemberId = string;

/**
 * A counter and 48 random bits, as `7.f3a90c1d22be`. Without the random part a store that has lost its last second
 * would count the same number twice for two different sessions, and one would be written over the other.
 */
export type Revision = string;

export type Kept = { revision: Revision; session: Session };

/** The right to show what is owed to one member, for a while. */
export type Lease = {
  /** Names the record in the store's own way. */
  key: string;
  revision: Revision;
  /**
   * For how many ms it surely stands from now on; nothing or less when it may have ended. It counts from before the store
   * was first asked for it, by a clock that nobody sets, so a call that was sent again does not make it look longer.
   */
  left(): number;
};

/**
 * The store did not answer, or refused. `perhaps`: what was asked may have taken effect all the same, since the answer
 * was lost; the same update sent again tells. `why` holds nothing of a member.
 */
export type Unavailable = { kind: "unavailable"; why: string; perhaps?: true };

/**
 * What is left of a forgotten member for a while, so that a straggling update does not bring them back. `updates`: the
 * store's own marks of updates.
 */
export type Tombstone = { at: Instant; updates: readonly string[] };

export type Load =
  | { kind: "found"; kept: Kept }
  | { kind: "none"; erased?: Tombstone }
  /** Something is kept that nobody can read. Begin anew, commit against `revision`, and say so. */
  | { kind: "unreadable"; revision?: Revision };

/** `seen`: the update was applied already, or is older than the wish to be forgotten: a commit of it is a duplicate. */
export type Fresh = { kind: "fresh"; load: Load; seen: boolean };

export type Commit = {
  member: MemberId;
  /** Of the update that led here; the same id is applied once. */
  updateId: string;
  /** The revision the session was made from; undefined where there was no record. */
  expected?: Revision;
  session: Session;
  /** Bytes of what is kept of anybody that have to stay free; by default none. */
  spare?: number;
  /** Where the screen of this session is owed; undefined where nothing is to be shown. */
  address?: string;
  /** When the platform says the update happened. */
  at: Instant;
};

export type Committed =
  /** With a lease when nobody else is showing: then show, and acknowledge. */
  | { kind: "saved"; revision: Revision; lease?: Lease }
  /** Somebody else's update came first. Nothing was changed. Without `kept` the record is gone, or cannot be read. */
  | { kind: "conflict"; kept?: Kept; unreadable?: Revision }
  /** The session has more bytes of JSON than `most`, which is what is kept of anybody. Nothing was changed or looked at. */
  | { kind: "too-large"; most: number }
  /** This update was applied before, or it is older than the member's wish to be forgotten. Nothing was changed. */
  | { kind: "duplicate"; kept?: Kept; lease?: Lease };

export type Erasure = { member: MemberId; updateId: string; address?: string; at: Instant };

export type Erased = { kind: "erased"; lease?: Lease };

export type Acknowledged =
  /** Nothing is owed any more and the lease has ended. */
  | { kind: "settled" }
  /** A newer screen is owed already: show it under the new lease. Without `kept` it says that all is forgotten. */
  | { kind: "more"; lease: Lease; kept?: Kept }
  /** Somebody else has the lease, or the record is gone: stop. */
  | { kind: "lost" };

/** A screen that nobody alive is showing. Without `kept` it says that all is forgotten. */
export type Debt = { lease: Lease; address: string; kept?: Kept };

/** Everything that is kept of one member. */
export type Held =
  | { kind: "nothing" }
  | {
      kind: "held";
      kept: Kept;
      /** The store's own marks of the last updates. */
      updates: readonly string[];
      /** While a screen is owed. */
      address?: string;
      /** When all of it is erased unless the member comes back. */
      until: Instant;
    }
  | { kind: "erased"; erased: Tombstone; revision: Revision; address?: string; until: Instant };

/** What one process sees of the store. Its leases carry its name, so each process opens its own. */
export type Members = {
  /** What is kept of the member, as this process last saw it or as it is. */
  load(member: MemberId): Promise<Load | Unavailable>;
  /** What is kept as it is now, whatever this process remembers, and what became of this update. */
  fresh(member: MemberId, update: Pick<Commit, "updateId" | "at">): Promise<Fresh | Unavailable>;
  /** Checks the update's id, then the tombstone, then the revision; then writes everything at once or nothing. */
  commit(commit: Commit): Promise<Committed | Unavailable>;
  /** Erases everything and leaves a tombstone. It needs no revision: a wish to be forgotten never loses a race. */
  erase(erasure: Erasure): Promise<Erased | Unavailable>;
  /**
   * The screen of the lease's revision has been shown. With `keepMs` it cannot be, since the member cannot be reached:
   * what is kept is then erased after at most so long, unless they come back.
   */
  acknowledge(lease: Lease, keepMs?: number): Promise<Acknowledged | Unavailable>;
  /** It could not be shown; gives the lease back, and `owed` names the debt again after `ms`. */
  postpone(lease: Lease, ms: number): Promise<{ kind: "postponed" } | { kind: "lost" } | Unavailable>;
  /** Takes over at most `atMost` debts whose time has come and that nobody has a lease on, oldest first. */
  owed(atMost: number): Promise<{ kind: "owed"; debts: readonly Debt[] } | Unavailable>;
  held(member: MemberId): Promise<Held | Unavailable>;
};

/** Whether this JSON of a session is more than is kept of anybody, with what has to stay free. */
export function isTooLarge(json: string, spare = 0): boolean {
  // Most sessions are so short that they need not be counted: a character has at most three bytes.
  const most = memberLimits.sessionBytes - spare;
  return json.length * 3 > most && Buffer.byteLength(json) > most;
}

/** `sessionBytes`: of a session's JSON. `leaseMs`: longer than the tries of one send. `tombstoneMs`: longer than any platform keeps an update. */
export const memberLimits = {
  ring: 128,
  sessionBytes: 32_768,
  leaseMs: 15_000,
  tombstoneMs: 48 * 3_600_000,
  unreachableMs: 7 * 86_400_000,
} as const;

/** The revision after `before`; `random` gives 12 hex digits. */
export function nextRevision(before: Revision | undefined, random: () => string): Revision {
  const counter = before === undefined ? 0 : Number.parseInt(before, 10);
  return `${counter + 1}.${random()}`;
}
