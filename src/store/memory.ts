/** The store that forgets: everything is in this process and is gone when it ends. The reference for the contract. */
import type { Instant } from "../engine/day.js";
import type { Session } from "../engine/session.js";
import { type Board, mostReports, type Report } from "./board.js";
import {
  type Debt,
  isTooLarge,
  type Kept,
  type Lease,
  type Load,
  type MemberId,
  type Members,
  memberLimits,
  nextRevision,
  type Revision,
} from "./members.js";

export type MemoryParts = {
  clock: () => Instant;
  /** 12 hex digits, each time different. */
  random: () => string;
  /** Days after the last contact until a member's record is erased. */
  sessionDays: number;
  /** By default that of `memberLimits`. */
  leaseMs?: number;
};

export type MemoryStore = {
  /** What the process `holder` sees. */
  members(holder: string): Members;
  board: Board;
};

type Owed = { address: string; due: Instant; lease?: { holder: string; until: Instant } };

/** `session` is JSON, so that nothing outside can change what is kept; absent in a tombstone. */
type Row = {
  revision: Revision;
  session?: string;
  updates: readonly string[];
  erasedAt?: Instant;
  owed?: Owed;
  until: Instant;
};

/** An empty store. */
export function memoryStore(parts: MemoryParts): MemoryStore {
  const rows = new Map<MemberId, Row>();
  return { members: (holder) => memberView(parts, rows, holder), board: memoryBoard(parts.clock) };
}

function memberView(parts: MemoryParts, rows: Map<MemberId, Row>, holder: string): Members {
  const { clock, random, sessionDays, leaseMs = memberLimits.leaseMs } = parts;

  const rowOf = (key: string): Row | undefined => {
    const row = rows.get(key);
    if (row === undefined || row.until > clock()) return row;
    rows.delete(key);
    return undefined;
  };
  const isLeased = (owed: Owed | undefined): boolean =>
    owed?.lease !== undefined && owed.lease.until > clock();
  const take = (key: string, row: Row, owed: Owed): Lease => {
    const until = clock() + leaseMs;
    rows.set(key, { ...row, owed: { ...owed, due: until, lease: { holder, until } } });
    return { key, revision: row.revision, left: () => until - clock() };
  };
  /** Writes the row with its debt. A lease that stands goes on: its holder finds the newer screen when it acknowledges. */
  const write = (
    key: string,
    row: Row,
    address: string | undefined,
    before: Owed | undefined,
  ): Lease | undefined => {
    if (address === undefined) {
      rows.set(key, row);
      return undefined;
    }
    if (before?.lease === undefined || !isLeased(before)) return take(key, row, { address, due: clock() });
    rows.set(key, { ...row, owed: { ...before, address } });
    return undefined;
  };
  /** The row of a lease that still is this holder's. */
  const leased = (lease: Lease): { row: Row; owed: Owed } | undefined => {
    const row = rowOf(lease.key);
    return row?.owed !== undefined && isLeased(row.owed) && row.owed.lease?.holder === holder
      ? { row, owed: row.owed }
      : undefined;
  };

  return {
    load: async (member) => loadOf(rowOf(member)),
    async fresh(member, { updateId, at }) {
      const row = rowOf(member);
      return { kind: "fresh", load: loadOf(row), seen: row !== undefined && isSeen(row, updateId, at) };
    },
    async commit({ member, updateId, expected, session, spare, address, at }) {
      const json = JSON.stringify(session);
      if (isTooLarge(json, spare)) return { kind: "too-large", most: memberLimits.sessionBytes };
      const row = rowOf(member);
      const kept = keptOf(row);
      if (row !== undefined && isSeen(row, updateId, at)) {
        const free = row.owed !== undefined && !isLeased(row.owed) ? row.owed : undefined;
        return {
          kind: "duplicate",
          ...(kept === undefined ? {} : { kept }),
          ...(free === undefined ? {} : { lease: take(member, row, free) }),
        };
      }
      if (kept?.revision !== expected) return { kind: "conflict", ...(kept === undefined ? {} : { kept }) };
      const revision = nextRevision(row?.revision, random);
      const lease = write(
        member,
        {
          revision,
          session: json,
          updates: [...(row?.updates ?? []), updateId].slice(-memberLimits.ring),
          until: clock() + sessionDays * 86_400_000,
        },
        address,
        row?.owed,
      );
      return { kind: "saved", revision, ...(lease === undefined ? {} : { lease }) };
    },
    async erase({ member, updateId, address, at }) {
      const row = rowOf(member);
      const lease = write(
        member,
        {
          revision: nextRevision(row?.revision, random),
          updates: [updateId],
          erasedAt: at,
          until: clock() + memberLimits.tombstoneMs,
        },
        address,
        row?.owed,
      );
      return { kind: "erased", ...(lease === undefined ? {} : { lease }) };
    },
    async acknowledge(lease, keepMs) {
      const mine = leased(lease);
      if (mine === undefined) return { kind: "lost" };
      const { row, owed } = mine;
      if (row.revision !== lease.revision) {
        const kept = keptOf(row);
        return {
          kind: "more",
          lease: take(lease.key, row, owed),
          ...(kept === undefined ? {} : { kept }),
        };
      }
      const { owed: _paid, ...rest } = row;
      const until = keepMs === undefined ? rest.until : Math.min(rest.until, clock() + keepMs);
      rows.set(lease.key, { ...rest, until });
      return { kind: "settled" };
    },
    async postpone(lease, ms) {
      const mine = leased(lease);
      if (mine === undefined) return { kind: "lost" };
      const { address } = mine.owed;
      rows.set(lease.key, { ...mine.row, owed: { address, due: clock() + ms } });
      return { kind: "postponed" };
    },
    async owed(atMost) {
      for (const key of rows.keys()) rowOf(key);
      const due = [...rows]
        .flatMap(([key, row]) => (row.owed === undefined ? [] : [{ key, row, owed: row.owed }]))
        .filter(({ owed }) => owed.due <= clock() && !isLeased(owed))
        .sort((a, b) => a.owed.due - b.owed.due)
        .slice(0, atMost);
      const debts = due.map(({ key, row, owed }): Debt => {
        const kept = keptOf(row);
        const { address } = owed;
        return { lease: take(key, row, owed), address, ...(kept === undefined ? {} : { kept }) };
      });
      return { kind: "owed", debts };
    },
    async held(member) {
      const row = rowOf(member);
      if (row === undefined) return { kind: "nothing" };
      const kept = keptOf(row);
      const { updates, until, revision, erasedAt } = row;
      const address = row.owed === undefined ? {} : { address: row.owed.address };
      return kept === undefined
        ? { kind: "erased", erased: { at: erasedAt ?? 0, updates }, revision, until, ...address }
        : { kind: "held", kept, updates, until, ...address };
    },
  };
}

function loadOf(row: Row | undefined): Load {
  const kept = keptOf(row);
  if (kept !== undefined) return { kind: "found", kept };
  return row?.erasedAt === undefined
    ? { kind: "none" }
    : { kind: "none", erased: { at: row.erasedAt, updates: row.updates } };
}

/** Whether it was applied, or is older than the wish to be forgotten. */
function isSeen(row: Row, updateId: string, at: Instant): boolean {
  return row.updates.includes(updateId) || (row.erasedAt !== undefined && at <= row.erasedAt);
}

function keptOf(row: Row | undefined): Kept | undefined {
  if (row?.session === undefined) return undefined;
  const session: Session = JSON.parse(row.session);
  return { revision: row.revision, session };
}

function memoryBoard(clock: () => Instant): Board {
  const counts = new Map<string, number>();
  const hidden = new Set<string>();
  const leads = new Map<string, { holder: string; until: Instant }>();
  let reports: readonly Report[] = [];
  return {
    async count(names) {
      for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
      return { kind: "done" };
    },
    async counts() {
      return { kind: "counts", counts: Object.fromEntries(counts) };
    },
    async hide(fileHash) {
      hidden.add(fileHash);
      return { kind: "done" };
    },
    async unhide(fileHash) {
      hidden.delete(fileHash);
      return { kind: "done" };
    },
    async hidden() {
      return { kind: "hidden", files: [...hidden] };
    },
    async report(report) {
      reports = [report, ...reports].slice(0, mostReports);
      return { kind: "done" };
    },
    async reports() {
      return { kind: "reports", reports };
    },
    async lead(name, holder, ms) {
      const standing = leads.get(name);
      if (standing !== undefined && standing.holder !== holder && standing.until > clock()) {
        return { kind: "follow" };
      }
      const until = clock() + ms;
      leads.set(name, { holder, until });
      return { kind: "lead", until };
    },
  };
}
