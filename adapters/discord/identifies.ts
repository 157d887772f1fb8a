/** How often a shard may log in. There are 1,000 logins a day, after which Discord resets the token (D-31). */
import type { GatewayParts } from "./gateway.js";

export type Identifies = {
  /** Resolves when this shard may log in; rejects where its connection was closed meanwhile. */
  turn(shard: number, closed: AbortSignal): Promise<void>;
  up(shard: number): void;
};

/**
 * The first few at once. Where none of them holds they come less and less often, down to one in half an hour: then not
 * even a day of failures takes more than sixty (F9).
 */
export function createIdentifies({
  host,
  pause,
  stopped,
}: Pick<GatewayParts, "host" | "pause" | "stopped">): Identifies {
  const shards = new Map<number, { tries: number; up?: number }>();
  return {
    async turn(shard, closed) {
      const { tries, up } = shards.get(shard) ?? { tries: 0 };
      const held = up !== undefined && host.now() - up >= holdsMs;
      const before = held ? 0 : tries;
      shards.set(shard, { tries: before + 1 });
      if (before >= atOnce) {
        const ms = Math.min(mostMs, leastMs * 2 ** (before - atOnce));
        await pause(ms, AbortSignal.any([closed, stopped]));
      }
      closed.throwIfAborted();
    },
    up(shard) {
      const { tries = 0, up = host.now() } = shards.get(shard) ?? {};
      shards.set(shard, { tries, up });
    },
  };
}

const atOnce = 3;
const leastMs = 15_000;
const mostMs = 1_800_000;
/** A session that has lasted so long was a good one. */
const holdsMs = 600_000;
