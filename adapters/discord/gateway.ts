/** The gateway, kept open: when to log in again, and whether members can be heard. */
import type { Host } from "../../src/adapter.js";
import type { Failure } from "./failure.js";
import { createIdentifies } from "./identifies.js";

/** What the library's client tells while it is logged in, and asks. */
export type GatewayEvents = {
  take(from: "interaction" | "message", data: unknown): void;
  shard(id: number, is: "up" | "down"): void;
  /** Resolves when this shard may log in. */
  identify(id: number, closed: AbortSignal): Promise<void>;
};

/** One login. */
export type Opened = {
  /** Why it is over, where it will not come back by itself. */
  ended: Promise<Failure>;
  /** How many there are to be; 0 as long as nobody knows. */
  shards(): number;
  /** When each shard was last heard, in ms; shards that were not heard yet are left out. */
  heard(): readonly number[];
  /** Nothing is taken any more, at once. Resolves when it is logged out, or that takes too long. */
  close(): Promise<void>;
};

/** Begins to log in. What fails is a value, since nothing of it may reach a log. */
export type OpenGateway = (events: GatewayEvents) => Opened;

export type GatewayParts = {
  host: Pick<Host, "log" | "now">;
  open: OpenGateway;
  take: GatewayEvents["take"];
  /** The token is refused. */
  refused(): void;
  /** Ends early when the signal is aborted. Never rejects. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  random(): number;
  stopped: AbortSignal;
  paces?: Partial<GatewayPaces>;
};

/** In milliseconds. */
export type GatewayPaces = {
  /** How often it is looked whether all is well. */
  lookMs: number;
  /**
   * A shard that is down, or silent, for so long is not waited for any more (DJ-11): all are logged in anew. Of those that are
   * still to come it counts from the last one that came, since they log in one after another (D-31).
   */
  patienceMs: number;
  /** Between two logins, longer each time: there are 1,000 of them a day (D-31). */
  leastMs: number;
  mostMs: number;
};

export const gatewayPaces: GatewayPaces = {
  lookMs: 10_000,
  patienceMs: 180_000,
  leastMs: 5_000,
  mostMs: 300_000,
};

export type Gateway = {
  /** Why members cannot be heard; undefined when they are. */
  away(): string | undefined;
  /** Resolves when nothing comes in any more. */
  ended: Promise<void>;
};

/** Logs in, and again where that is lost, until it is stopped. A token that is refused is not tried again (DJ-10). */
export function keepGateway(parts: GatewayParts): Gateway {
  const paces = { ...gatewayPaces, ...parts.paces };
  const state: State = {
    away: "Discord has not answered yet",
    shards: new Map(),
    wanted: 0,
    came: parts.host.now(),
  };
  return { away: () => awayOf(state), ended: keep(parts, paces, state) };
}

/**
 * `away`: why none was up yet. `shards`: since when each is up or down, and whether it was up in this login. `wanted`: how many
 * there are to be. `came`: when the last of them came up for the first time in this login, or it began.
 */
type State = {
  away: string | undefined;
  shards: Map<number, { is: "up" | "down"; since: number; wasUp: boolean }>;
  wanted: number;
  came: number;
};

async function keep(parts: GatewayParts, paces: GatewayPaces, state: State): Promise<void> {
  const { host, stopped } = parts;
  const identifies = createIdentifies(parts);
  for (let failures = 1; !stopped.aborted; failures += 1) {
    state.shards.clear();
    state.came = host.now();
    const opened = parts.open({
      take: parts.take,
      identify: identifies.turn,
      shard(id, is) {
        if (is === "up") {
          state.away = undefined;
          identifies.up(id);
        } else {
          identifies.down(id);
        }
        state.wanted = opened.shards();
        const known = state.shards.get(id);
        const wasUp = known?.wasUp === true;
        if (is === "up" && !wasUp) state.came = host.now();
        if (known?.is !== is) state.shards.set(id, { is, since: host.now(), wasUp: wasUp || is === "up" });
      },
    });
    const ended = await endOf(parts, paces, state, opened);
    const wasUp = state.away === undefined;
    await opened.close();
    for (const id of state.shards.keys()) identifies.down(id);
    if (stopped.aborted) return;
    state.away = reason(ended);
    host.log("warn", wasUp ? "gateway-lost" : "start-failed", { why: ended.kind });
    if (ended.kind === "auth") parts.refused();
    if (ended.kind === "auth" || ended.kind === "refused") return;
    if (wasUp) failures = 1;
    const ceiling = Math.min(paces.mostMs, paces.leastMs * 2 ** (failures - 1));
    await parts.pause(
      ended.kind === "wait" ? Math.max(ended.ms, paces.leastMs) : ceiling * (0.5 + parts.random() / 2),
      stopped,
    );
  }
}

/** Resolves when it is over by itself, a shard has been down or silent for too long, or all is stopped. */
async function endOf(
  parts: GatewayParts,
  paces: GatewayPaces,
  state: State,
  opened: Opened,
): Promise<Failure> {
  const enough = new AbortController();
  const stop = (): void => enough.abort();
  parts.stopped.addEventListener("abort", stop);
  const ended = await Promise.race([opened.ended, tooLong(parts, paces, state, opened, enough.signal)]);
  parts.stopped.removeEventListener("abort", stop);
  stop();
  return ended;
}

async function tooLong(
  { host, pause }: GatewayParts,
  { lookMs, patienceMs }: GatewayPaces,
  state: State,
  opened: Opened,
  enough: AbortSignal,
): Promise<Failure> {
  for (;;) {
    await pause(lookMs, enough);
    const now = host.now();
    const missing = state.shards.size < Math.max(1, opened.shards()) && now - state.came > patienceMs;
    // One that fell out logs in behind those that are still to come.
    const down = [...state.shards.values()].some(
      ({ is, since }) => is === "down" && now - Math.max(since, state.came) > patienceMs,
    );
    const silent = opened.heard().some((at) => now - at > patienceMs);
    if (enough.aborted || missing || down || silent) return { kind: "lost" };
  }
}

function awayOf({ away, shards, wanted }: State): string | undefined {
  if (away !== undefined) return away;
  const up = [...shards.values()].filter(({ is }) => is === "up").length;
  const all = Math.max(shards.size, wanted);
  return up === all ? undefined : `${all - up} of ${all} connections to Discord are down`;
}

/** For `/readyz`: why nothing comes in, and what to do where somebody can. */
export function reason(failure: Failure): string {
  switch (failure.kind) {
    case "auth":
      return "Discord refuses DISCORD_TOKEN: reset the bot's token in the developer portal, set it and start again";
    case "refused":
      return "Discord refuses the connection of this bot: preceptor doctor says more";
    case "wait":
      return "Discord asks to wait";
    case "server":
      return "Discord has a failure of its own";
    default:
      return "Discord cannot be reached";
  }
}
