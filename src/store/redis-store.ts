/** The store over a Redis as a whole: it is used only while the Redis keeps what members are told is saved. */
import type { Board } from "./board.js";
import { forgottenChannel, keyNames, recordPattern, sharedKeys } from "./keys.js";
import type { Members, Unavailable } from "./members.js";
import { openRedis } from "./redis.js";
import type { RedisAddress } from "./redis-address.js";
import { redisBoard } from "./redis-board.js";
import { checkRedis, type UnsafeName, type Weakness } from "./redis-check.js";
import { redisMembers } from "./redis-members.js";
import type { Scripts } from "./scripts.js";
import { createSealing, keyNumberOf, type Secrets } from "./sealed.js";
import { type WarmLimits, warmed } from "./warm.js";
import { bytesOf, listOf, textOf, type Wire } from "./wire.js";

/** What an operator should know; nothing in it is about one member. */
export type StoreEvent =
  | { event: "store-unreadable"; field: "session" | "address" }
  | { event: "store-refused"; why: string }
  | { event: "store-unsafe"; why: string }
  | { event: "store-rewritten" };

export type RedisStoreParts = {
  address: RedisAddress;
  scripts: Scripts;
  secrets: Secrets;
  sessionDays: number;
  random: () => string;
  clock: () => number;
  /** Milliseconds by a clock that only goes on, whatever is set. */
  steady: () => number;
  leaseMs: number;
  /** How many updates are remembered of a member of this platform. */
  ringOf(platform: string): number;
  /** Weaknesses that may be there. In development all may, and are said aloud. */
  allowed: readonly UnsafeName[] | "all";
  /** Undefined: every update reads its member. */
  warm?: WarmLimits;
  tell(event: StoreEvent): void;
};

/** `settings`: waiting does not help, somebody has to mend a setting. */
export type Away = { why: string; mend: "settings" | "wait" };

export type RedisStore = {
  members: Members;
  board: Board;
  /** Resolves when it can be used, or when it is known why not; within three seconds. */
  begun(): Promise<Away | undefined>;
  /** Why it cannot be used now; undefined when it can. */
  away(): Away | undefined;
  /** What is weaker than it should be and allowed. */
  weak(): readonly string[];
  /** Looks at the settings again. */
  look(): Promise<void>;
  /** Has the append-only file rewritten if somebody was erased, once a day among all instances: until then it holds them. */
  rewrite(): Promise<void>;
  /** How many members are sealed under each key number; `forgotten` counts those of whom only that is kept. */
  keyNumbers(): Promise<
    { kind: "keys"; members: ReadonlyMap<string, number>; forgotten: number } | Unavailable
  >;
  close(): Promise<void>;
};

export function openRedisStore(parts: RedisStoreParts): RedisStore {
  return redisStoreOn(openRedis(parts.address, parts.scripts), parts);
}

/** The same over a wire that is open already. */
export function redisStoreOn(wire: Wire, parts: RedisStoreParts): RedisStore {
  const { address, clock, tell } = parts;
  const names = keyNames(address.kind === "cluster" ? clusterPartitions : 1);
  const sealing = createSealing(parts.secrets);
  let refusal: string | undefined = "Redis: its settings were not checked yet";
  let checked = false;
  // Whoever waits for it to begin is told by the answer.
  let beginning = true;
  let weak: readonly string[] = [];
  let looking: Promise<void> | undefined;

  const members = redisMembers({
    ...parts,
    wire,
    names,
    sealing,
    closed: () => refusal,
    unreadable: (field) => tell({ event: "store-unreadable", field }),
  });
  const away = (): Away | undefined => {
    const gone = wire.away();
    if (gone !== undefined) return gone;
    return refusal === undefined ? undefined : { why: refusal, mend: checked ? "settings" : "wait" };
  };
  const lookOnce = async (): Promise<void> => {
    const found = await checkRedis(wire, address, names.partitions.length, clock);
    if (found.kind === "unavailable") {
      // It answers, and not to this: an account that may not ask, say. What is not known to be sound is not used.
      if (!checked && found.code !== undefined)
        refusal = `Redis: its settings cannot be read (${found.code})`;
      return;
    }
    const judged = judge(found.weaknesses, parts.allowed);
    checked = true;
    if (judged.refusal !== undefined && judged.refusal !== refusal && !beginning) {
      tell({ event: "store-refused", why: judged.refusal });
    }
    for (const why of judged.weak) if (!weak.includes(why)) tell({ event: "store-unsafe", why });
    refusal = judged.refusal;
    weak = judged.weak;
  };
  const look = (): Promise<void> => {
    looking ??= lookOnce().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  wire.onReady(() => {
    look().catch(() => undefined);
  });

  const cached =
    parts.warm === undefined
      ? { members, forget: () => undefined }
      : warmed(members, { ...parts.warm, clock, nameOf: sealing.nameOf });
  if (parts.warm !== undefined) wire.subscribe(forgottenChannel, cached.forget);

  return {
    members: {
      ...cached.members,
      async erase(erasure) {
        const erased = await cached.members.erase(erasure);
        // Nobody waits for it: a process that does not hear it forgets by itself within a minute.
        if (erased.kind === "erased") {
          wire.publish(forgottenChannel, sealing.nameOf(erasure.member)).catch(() => undefined);
        }
        return erased;
      },
    },
    board: redisBoard(wire, sealing),
    async begun() {
      for (const end = clock() + begunMs; ; ) {
        const gone = away();
        if (gone?.mend !== "wait" || clock() >= end) {
          beginning = false;
          return gone;
        }
        if (wire.away() === undefined) await look();
        else await wire.ready(end - clock());
      }
    },
    away,
    weak: () => weak,
    look,
    rewrite: () => rewrite(wire, names.partitions, tell),
    keyNumbers: () => countKeys(wire),
    close: wire.close,
  };
}

const clusterPartitions = 64;
const begunMs = 3_000;

/** One line for what is not allowed, and one for each weakness that is. */
function judge(
  found: readonly Weakness[],
  allowed: RedisStoreParts["allowed"],
): { refusal?: string; weak: readonly string[] } {
  const isAllowed = ({ name }: Weakness): boolean =>
    name !== "version" && name !== "partitions" && (allowed === "all" || allowed.includes(name));
  const refused = found
    .filter((one) => !isAllowed(one))
    .map((one) => `${one.says}: ${one.mend}${wayOut(one)}`);
  return {
    ...(refused.length === 0 ? {} : { refusal: `Redis: ${refused.join("; ")}` }),
    weak: found.filter(isAllowed).map((one) => `Redis: ${one.says}: ${one.mend}`),
  };
}

function wayOut({ name }: Weakness): string {
  return name === "version" || name === "partitions" ? "" : `, or name ${name} in ALLOW_UNSAFE`;
}

async function rewrite(
  wire: Wire,
  partitions: readonly { erased: string }[],
  tell: (event: StoreEvent) => void,
): Promise<void> {
  const notes = await Promise.all(partitions.map(({ erased }) => wire.send("EXISTS", erased)));
  const noted = partitions.filter((_, index) => {
    const note = notes[index];
    return note?.kind === "answer" && note.reply === 1;
  });
  if (noted.length === 0) return;
  const first = await wire.send("SET", sharedKeys.rewritten, "1", "NX", "PX", 86_400_000);
  if (first.kind === "unavailable" || textOf(first.reply) !== "OK") return;
  // The notes go first: whoever is erased during the rewrite leaves a new one.
  await Promise.all(noted.map(({ erased }) => wire.send("DEL", erased)));
  const begun = await Promise.all(wire.nodes().map((node) => node.send("BGREWRITEAOF")));
  if (begun.every((one) => one.kind === "answer")) return tell({ event: "store-rewritten" });
  await Promise.all(noted.map(({ erased }) => wire.send("SET", erased, "1")));
  await wire.send("DEL", sharedKeys.rewritten);
}

async function countKeys(
  wire: Wire,
): Promise<{ kind: "keys"; members: ReadonlyMap<string, number>; forgotten: number } | Unavailable> {
  const members = new Map<string, number>();
  // SCAN may name a key twice.
  const seen = new Set<string>();
  let forgotten = 0;
  for (const node of wire.nodes()) {
    let cursor = "0";
    do {
      const scanned = await node.send("SCAN", cursor, "MATCH", recordPattern, "COUNT", 500);
      if (scanned.kind === "unavailable") return scanned;
      const [next, found] = listOf(scanned.reply);
      cursor = textOf(next) ?? "0";
      const records = listOf(found).flatMap((one) => textOf(one) ?? []);
      const values = await Promise.all(records.map((record) => node.send("HGET", record, "s")));
      for (const [index, value] of values.entries()) {
        const record = records[index] ?? "";
        if (value.kind === "unavailable") return value;
        if (seen.has(record)) continue;
        seen.add(record);
        const sealed = bytesOf(value.reply);
        const number = sealed === undefined ? undefined : (keyNumberOf(sealed) ?? "unreadable");
        if (number === undefined) forgotten += 1;
        else members.set(number, (members.get(number) ?? 0) + 1);
      }
    } while (cursor !== "0");
  }
  return { kind: "keys", members, forgotten };
}
