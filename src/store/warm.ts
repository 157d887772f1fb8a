/**
 * Sessions that this process has just seen, so that the next update of the same member needs no read. Nothing rests on
 * them: a commit from one that is no longer true is a conflict, and the conflict brings the true one.
 */
import type { Kept, MemberId, Members } from "./members.js";

/** At most so many members, none longer than this. */
export type WarmLimits = { most: number; ageMs: number };

export type Warmed = {
  members: Members;
  /** Another process has forgotten the member of this pseudonym. */
  forget(name: string): void;
};

type Entry = { revision: string; session: string; until: number };

export function warmed(
  members: Members,
  parts: WarmLimits & { clock: () => number; nameOf: (member: MemberId) => string },
): Warmed {
  const { most, ageMs, clock, nameOf } = parts;
  // In the order in which they were kept, so that the first one is the one to go.
  const entries = new Map<string, Entry>();
  const keep = (name: string, kept: Kept | undefined): void => {
    entries.delete(name);
    if (kept === undefined) return;
    // As text, so that nobody can change it from outside.
    const session = JSON.stringify(kept.session);
    entries.set(name, { revision: kept.revision, session, until: clock() + ageMs });
    const [oldest] = entries.size > most ? entries.keys() : [];
    if (oldest !== undefined) entries.delete(oldest);
  };
  /** The first ones were kept longest ago, or were kept again and moved to the end. */
  const dropOld = (): void => {
    for (const [name, { until }] of entries) {
      if (until > clock()) return;
      entries.delete(name);
    }
  };
  return {
    forget: (name) => entries.delete(name),
    members: {
      ...members,
      async load(member) {
        const name = nameOf(member);
        const entry = entries.get(name);
        if (entry !== undefined && entry.until > clock()) {
          return { kind: "found", kept: { revision: entry.revision, session: JSON.parse(entry.session) } };
        }
        const loaded = await members.load(member);
        keep(name, loaded.kind === "found" ? loaded.kept : undefined);
        return loaded;
      },
      async fresh(member, update) {
        const fresh = await members.fresh(member, update);
        if (fresh.kind === "fresh") {
          keep(nameOf(member), fresh.load.kind === "found" ? fresh.load.kept : undefined);
        }
        return fresh;
      },
      async commit(commit) {
        const name = nameOf(commit.member);
        const committed = await members.commit(commit);
        switch (committed.kind) {
          case "saved":
            keep(name, { revision: committed.revision, session: commit.session });
            break;
          case "conflict":
          case "duplicate":
            keep(name, committed.kept);
            break;
          case "unavailable":
            keep(name, undefined);
            break;
        }
        return committed;
      },
      // It is asked every other second as long as the process lives, so nothing is remembered for much longer than it may.
      async owed(atMost) {
        dropOld();
        return members.owed(atMost);
      },
      async erase(erasure) {
        // Before and after: a load under way in between must not bring it back.
        keep(nameOf(erasure.member), undefined);
        const erased = await members.erase(erasure);
        keep(nameOf(erasure.member), undefined);
        return erased;
      },
    },
  };
}
