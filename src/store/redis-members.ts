/** The members' contract over a Redis: what the scripts are given, and what their answers mean. */
import type { KeyNames } from "./keys.js";
import {
  type Debt,
  isTooLarge,
  type Lease,
  type Load,
  type MemberId,
  type Members,
  memberLimits,
  nextRevision,
  type Revision,
  type Unavailable,
} from "./members.js";
import { createReading, held, marksOf } from "./redis-reading.js";
import type { Pseudonym, Sealing } from "./sealed.js";
import { type Answered, listOf, type Refused, type Reply, textOf, type Wire } from "./wire.js";

export type RedisMembersParts = {
  wire: Wire;
  names: KeyNames;
  sealing: Sealing;
  /** 12 hex digits, each time different. */
  random: () => string;
  /** Days after the last contact until a member's record is erased. */
  sessionDays: number;
  leaseMs: number;
  /** Milliseconds by a clock that only goes on, whatever is set. */
  steady: () => number;
  /** How many updates are remembered of a member of this platform. */
  ringOf(platform: string): number;
  /** Why nothing may be kept in this Redis; undefined when it may. */
  closed(): string | undefined;
  /** A value could not be opened: it was changed by hand, moved, or sealed with a secret that is gone. */
  unreadable(field: "session" | "address"): void;
};

export function redisMembers(parts: RedisMembersParts): Members {
  const { wire, names, sealing, random, leaseMs } = parts;
  const { keptOf, addressOf, loadOf } = createReading(parts);
  const run = async (...asked: Parameters<Wire["run"]>): Promise<Answered> => {
    const why = parts.closed();
    return why === undefined ? wire.run(...asked) : { kind: "unavailable", why };
  };
  /** What a lease is made of that is asked for now: Redis can only count from later on. */
  const leasing = () => {
    const until = parts.steady() + leaseMs;
    return (whose: Pseudonym, token: string, revision: Revision): Lease => ({
      key: `${whose} ${token}`,
      revision,
      left: () => until - parts.steady(),
    });
  };
  const keysOf = (whose: Pseudonym): [string, string] => {
    const { record, debts } = names.ofMember(whose);
    return [record, debts];
  };
  const sealAddress = (whose: Pseudonym, revision: Revision, address: string | undefined) =>
    address === undefined ? "" : sealing.seal({ whose, field: "address", revision }, address);

  const claim = async (whose: Pseudonym): Promise<Claimed> => {
    const token = `claim.${random()}`;
    const leaseOf = leasing();
    const answer = await run("claim", keysOf(whose), [whose, token, leaseMs]);
    if (answer.kind === "unavailable") return answer;
    const [kind, sealed, revision, session] = listOf(answer.reply);
    if (textOf(kind) !== "taken") return { kind: "not-due" };
    const lease = leaseOf(whose, token, textOf(revision) ?? "");
    const address = addressOf(whose, lease.revision, sealed);
    const { kept, unreadable } = keptOf(whose, revision, session);
    if (address !== undefined && unreadable === undefined) {
      return { kind: "taken", debt: { lease, address, ...(kept === undefined ? {} : { kept }) } };
    }
    if (address === undefined) parts.unreadable("address");
    // Nobody can show it: it is owed no longer, and the member's next message begins anew.
    await run("acknowledge", keysOf(whose), [whose, token, lease.revision, leaseMs]);
    return { kind: "not-due" };
  };

  return {
    async load(member) {
      const looked = await look(member);
      return looked.kind === "fields" ? loadOf(looked.whose, looked.fields) : looked;
    },
    async fresh(member, { updateId, at }) {
      const looked = await look(member);
      if (looked.kind === "unavailable") return looked;
      if (looked.kind === "unreadable") return { kind: "fresh", load: looked, seen: false };
      const { whose, fields } = looked;
      const load = loadOf(whose, fields);
      const straggles = load.kind === "none" && load.erased !== undefined && at <= load.erased.at;
      const mark = Buffer.from(sealing.markOf(whose, updateId)).toString("hex");
      return { kind: "fresh", load, seen: straggles || marksOf(fields[3]).includes(mark) };
    },
    async commit({ member, updateId, expected, session, spare, address, at }) {
      const json = JSON.stringify(session);
      if (isTooLarge(json, spare)) return { kind: "too-large", most: memberLimits.sessionBytes };
      const whose = sealing.nameOf(member);
      const revision = nextRevision(expected, random);
      const leaseOf = leasing();
      const sealed = sealing.seal({ whose, field: "session", revision }, json);
      const answer = await run("commit", keysOf(whose), [
        whose,
        sealing.markOf(whose, updateId),
        expected ?? "",
        revision,
        sealed,
        parts.sessionDays * 86_400_000,
        leaseMs,
        sealAddress(whose, revision, address),
        at,
        parts.ringOf(member.slice(0, Math.max(0, member.indexOf(":")))),
      ]);
      if (answer.kind === "unavailable") return answer;
      const [kind, first, second, third] = listOf(answer.reply);
      switch (textOf(kind)) {
        case "saved":
          return { kind: "saved", revision, ...granted(first, leaseOf(whose, revision, revision)) };
        case "conflict":
          return { kind: "conflict", ...keptOf(whose, first, second) };
        case "duplicate": {
          const { kept, unreadable } = keptOf(whose, second, third);
          const standing = textOf(second) ?? "";
          return {
            kind: "duplicate",
            ...(kept === undefined ? {} : { kept }),
            ...(unreadable === undefined ? granted(first, leaseOf(whose, revision, standing)) : {}),
          };
        }
        default:
          return unexpected;
      }
    },
    async erase({ member, updateId, address, at }) {
      const whose = sealing.nameOf(member);
      const revision = nextRevision(undefined, random);
      const { record, debts, erased } = names.ofMember(whose);
      const leaseOf = leasing();
      const answer = await run(
        "erase",
        [record, debts, erased],
        [
          whose,
          sealing.markOf(whose, updateId),
          revision,
          at,
          memberLimits.tombstoneMs,
          leaseMs,
          sealAddress(whose, revision, address),
        ],
      );
      if (answer.kind === "unavailable") return answer;
      const [kind, first] = listOf(answer.reply);
      if (textOf(kind) !== "erased") return unexpected;
      return { kind: "erased", ...granted(first, leaseOf(whose, revision, revision)) };
    },
    async acknowledge(lease, keepMs) {
      const [whose, token] = partsOf(lease);
      const leaseOf = leasing();
      const told = [whose, token, lease.revision, leaseMs, ...(keepMs === undefined ? [] : [keepMs])];
      const answer = await run("acknowledge", keysOf(whose), told);
      if (answer.kind === "unavailable") return answer;
      const [kind, revision, session] = listOf(answer.reply);
      switch (textOf(kind)) {
        case "settled":
          return { kind: "settled" };
        case "more": {
          const { kept, unreadable } = keptOf(whose, revision, session);
          if (unreadable !== undefined) return { kind: "lost" };
          const next = leaseOf(whose, token, textOf(revision) ?? "");
          return { kind: "more", lease: next, ...(kept === undefined ? {} : { kept }) };
        }
        case "lost":
          return { kind: "lost" };
        default:
          return unexpected;
      }
    },
    async postpone(lease, ms) {
      const [whose, token] = partsOf(lease);
      const answer = await run("postpone", keysOf(whose), [whose, token, ms]);
      if (answer.kind === "unavailable") return answer;
      return { kind: textOf(listOf(answer.reply)[0]) === "postponed" ? "postponed" : "lost" };
    },
    async owed(atMost) {
      const debts: Debt[] = [];
      // Others look at the same list, and what they take leaves it: then there may be more behind.
      for (let round = 0; round < mostRounds && debts.length < atMost; round += 1) {
        const left = atMost - debts.length;
        const lists = await Promise.all(names.partitions.map(({ debts: key }) => run("due", [key], [left])));
        const due = lists
          .flatMap((list) => (list.kind === "answer" ? listOf(list.reply) : []))
          .slice(0, left);
        const claims = await Promise.all(due.map((one) => claim(textOf(one) ?? "")));
        debts.push(...claims.flatMap((one) => (one.kind === "taken" ? [one.debt] : [])));
        const failed = [...lists, ...claims].find((one) => one.kind === "unavailable");
        // What was taken over is paid, whatever else failed.
        if (failed?.kind === "unavailable" && debts.length === 0) return failed;
        if (failed !== undefined || due.length === 0) break;
      }
      return { kind: "owed", debts };
    },
    held: (member) => held(parts, member),
  };

  /** The fields of a record, as they stand. */
  async function look(member: MemberId): Promise<Looked | Extract<Load, { kind: "unreadable" }>> {
    const whose = sealing.nameOf(member);
    const why = parts.closed();
    if (why !== undefined) return { kind: "unavailable", why };
    const { record } = names.ofMember(whose);
    const answer = await wire.send("HMGET", record, "e", "s", "x", "r");
    return answer.kind === "unavailable"
      ? mistyped(answer, record)
      : { kind: "fields", whose, fields: listOf(answer.reply) };
  }

  /** A key that is no hash was put there by hand; it goes, and the member begins anew. */
  async function mistyped(
    answer: Refused,
    record: string,
  ): Promise<Extract<Load, { kind: "unreadable" }> | Unavailable> {
    if (answer.code !== "WRONGTYPE") return answer;
    parts.unreadable("session");
    const gone = await wire.send("DEL", record);
    return gone.kind === "unavailable" ? gone : { kind: "unreadable" };
  }
}

/** How often one sweep looks for more. */
const mostRounds = 5;

type Looked = { kind: "fields"; whose: Pseudonym; fields: readonly Reply[] } | Unavailable;

type Claimed = { kind: "taken"; debt: Debt } | { kind: "not-due" } | Unavailable;

const unexpected: Unavailable = {
  kind: "unavailable",
  why: "Redis: a script gave an answer that it never gives",
};

function granted(flag: Reply | undefined, lease: Lease): { lease?: Lease } {
  return flag === 1 ? { lease } : {};
}

function partsOf(lease: Lease): [Pseudonym, string] {
  const [whose = "", token = ""] = lease.key.split(" ");
  return [whose, token];
}
