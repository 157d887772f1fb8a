/** How often a shard may log in. There are 1,000 logins a day, after which Discord resets the token (D-31). */
import type { GatewayParts } from "./gateway.js";

export type Identifies = {
  /** Resolves when this shard may log in; rejects where its connection was closed meanwhile, or all is stopped. */
  turn(shard: number, closed: AbortSignal): Promise<void>;
  up(shard: number): void;
  down(shard: number): void;
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
  const shards = new Map<number, Logins>();
  const of = (shard: number): Logins => shards.get(shard) ?? { count: 0, last: 0 };
  return {
    async turn(shard, closed) {
      const either = AbortSignal.any([closed, stopped]);
      // Looked at again after each wait, since another login of this shard may have had its turn.
      for (let ms = toWait(of(shard), host.now()); ms > 0; ms = toWait(of(shard), host.now())) {
        await pause(ms, either);
        either.throwIfAborted();
      }
      closed.throwIfAborted();
      const { count } = of(shard);
      shards.set(shard, { count: count + 1, last: host.now() });
    },
    up(shard) {
      shards.set(shard, { ...of(shard), up: host.now() });
    },
    down(shard) {
      const { up, ...logins } = of(shard);
      const held = up !== undefined && host.now() - up >= holdsMs;
      shards.set(shard, held ? { ...logins, count: 0 } : logins);
    },
  };
}

/** Those of one shard since one has held, and when the last was. `up`: since when it is. */
type Logins = { count: number; last: number; up?: number };

function toWait({ count, last }: Logins, now: number): number {
  return count < atOnce ? 0 : last + Math.min(mostMs, leastMs * 2 ** (count - atOnce)) - now;
}

const atOnce = 3;
const leastMs = 15_000;
const mostMs = 1_800_000;
/** A session that has lasted so long was a good one. */
const holdsMs = 600_000;
