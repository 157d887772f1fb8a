/** What the fields of a member's record mean. Nothing here changes anything. */
import type { Session } from "../engine/session.js";
import type { KeyNames } from "./keys.js";
import type { Held, Kept, Load, MemberId, Revision, Unavailable } from "./members.js";
import { markBytes, type Pseudonym, type Sealing } from "./sealed.js";
import { bytesOf, listOf, type Reply, textOf, type Wire } from "./wire.js";

/** The kept session, the revision of one that cannot be read, or neither. */
export type Read = { kept?: Kept; unreadable?: Revision };

export type ReadingParts = {
  sealing: Sealing;
  /** A value could not be opened: it was changed by hand, moved, or sealed with a secret that is gone. */
  unreadable(field: "session" | "address"): void;
};

export type Reading = {
  keptOf(whose: Pseudonym, revision: Reply | undefined, session: Reply | undefined): Read;
  addressOf(whose: Pseudonym, revision: Revision, sealed: Reply | undefined): string | undefined;
  /** Of the fields e, s, x and r. */
  loadOf(whose: Pseudonym, fields: readonly Reply[]): Load;
};

export function createReading({ sealing, unreadable: told }: ReadingParts): Reading {
  const keptOf: Reading["keptOf"] = (whose, revision, session) => {
    const sealed = bytesOf(session);
    if (sealed === undefined) return {};
    const read = textOf(revision) ?? "";
    const opened = sessionOf(sealing.open({ whose, field: "session", revision: read }, sealed));
    if (opened !== undefined) return { kept: { revision: read, session: opened } };
    told("session");
    return { unreadable: read };
  };
  return {
    keptOf,
    addressOf(whose, revision, sealed) {
      const bytes = bytesOf(sealed);
      return bytes === undefined ? undefined : sealing.open({ whose, field: "address", revision }, bytes);
    },
    loadOf(whose, [revision, session, erasedAt, marks]) {
      const { kept, unreadable } = keptOf(whose, revision, session);
      if (kept !== undefined) return { kind: "found", kept };
      if (unreadable !== undefined)
        return { kind: "unreadable", ...(unreadable === "" ? {} : { revision: unreadable }) };
      const at = textOf(erasedAt);
      if (at !== undefined) return { kind: "none", erased: { at: Number(at), updates: marksOf(marks) } };
      return textOf(revision) === undefined ? { kind: "none" } : { kind: "unreadable" };
    },
  };
}

/** Everything that stands of one member. */
export async function held(
  parts: ReadingParts & { wire: Wire; names: KeyNames },
  member: MemberId,
): Promise<Held | Unavailable> {
  const { wire, names, sealing } = parts;
  const { keptOf, addressOf } = createReading(parts);
  const whose = sealing.nameOf(member);
  const { record } = names.ofMember(whose);
  const [fields, left, time] = await Promise.all([
    wire.send("HMGET", record, "e", "s", "x", "r", "oa"),
    wire.send("PTTL", record),
    wire.send("TIME"),
  ]);
  if (fields.kind === "unavailable") return fields;
  if (left.kind === "unavailable") return left;
  if (time.kind === "unavailable") return time;
  const [revision, session, erasedAt, marks, owed] = listOf(fields.reply);
  const stands = textOf(revision);
  if (stands === undefined && session === null) return { kind: "nothing" };
  const [seconds] = listOf(time.reply);
  const until = Number(textOf(seconds)) * 1000 + (typeof left.reply === "number" ? left.reply : 0);
  const where = addressOf(whose, stands ?? "", owed);
  const common = { until, ...(where === undefined ? {} : { address: where }) };
  const { kept, unreadable } = keptOf(whose, revision, session);
  if (unreadable !== undefined) return sealedAway;
  if (kept !== undefined) return { kind: "held", kept, updates: marksOf(marks), ...common };
  const erased = { at: Number(textOf(erasedAt) ?? 0), updates: marksOf(marks) };
  return { kind: "erased", erased, revision: stands ?? "", ...common };
}

const sealedAway: Unavailable = {
  kind: "unavailable",
  why: "What is kept of this person cannot be read: it was changed, or sealed with a secret that is not set",
};

/** Undefined where it is no session of this program. */
function sessionOf(text: string | undefined): Session | undefined {
  if (text === undefined) return undefined;
  const session: Session = JSON.parse(text);
  return session.schema === 1 ? session : undefined;
}

/** The marks in hex: they stand for updates and say nothing else. */
export function marksOf(marks: Reply | undefined): string[] {
  const bytes = bytesOf(marks) ?? new Uint8Array();
  const count = Math.floor(bytes.length / markBytes);
  return Array.from({ length: count }, (_, index) =>
    Buffer.from(bytes.subarray(index * markBytes, (index + 1) * markBytes)).toString("hex"),
  );
}
