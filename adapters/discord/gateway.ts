/** The gateway, kept open: when to log in again, and whether members can be heard. */
import type { Host } from "../../src/adapter.js";
import type { Failure } from "./failure.js";

/** What the library's client tells while it is logged in. */
export type GatewayEvents = {
  take(from: "interaction" | "message", data: unknown): void;
  /** "ended": it will not come back by itself. */
  shard(id: number, is: "up" | "down" | "ended"): void;
};

export type Opened = {
  /** When each shard was last heard, in ms; shards that were not heard yet are left out. */
  heard(): readonly number[];
  close(): Promise<void>;
};

/** One login. Its `failure` is a value, since nothing of it may reach a log. */
export type OpenGateway = (
  events: GatewayEvents,
) => Promise<{ ok: true; opened: Opened } | { ok: false; failure: Failure }>;

export type GatewayParts = {
  host: Pick<Host, "log" | "now">;
  open: OpenGateway;
  take: GatewayEvents["take"];
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
  /** A shard that is down, or silent, for so long is not waited for any more (DJ-11): all are logged in anew. */
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
  const state: State = { away: "Discord has not answered yet", shards: new Map() };
  return { away: () => state.away ?? downOf(state), ended: keep(parts, paces, state) };
}

/** `shards`: since when each is down; undefined when it is up. */
type State = { away: string | undefined; shards: Map<number, number | undefined> };

async function keep(parts: GatewayParts, paces: GatewayPaces, state: State): Promise<void> {
  const { host, stopped } = parts;
  for (let failures = 0; !stopped.aborted; ) {
    state.shards.clear();
    const answer = await parts.open({
      take: parts.take,
      shard(id, is) {
        if (is === "up") {
          state.away = undefined;
          state.shards.set(id, undefined);
          return;
        }
        if (state.shards.get(id) === undefined) state.shards.set(id, is === "ended" ? -Infinity : host.now());
      },
    });
    if (answer.ok) {
      const { opened } = answer;
      const came = await untilLost(parts, paces, state, opened);
      await opened.close();
      failures = came ? 1 : failures + 1;
    } else {
      failures += 1;
      state.away = reason(answer.failure);
      host.log("warn", "start-failed", { why: answer.failure.kind });
      if (answer.failure.kind === "auth" || answer.failure.kind === "refused") return;
    }
    if (stopped.aborted) return;
    const ceiling = Math.min(paces.mostMs, paces.leastMs * 2 ** (failures - 1));
    await parts.pause(ceiling * (0.5 + parts.random() / 2), stopped);
  }
}

/** Resolves when a shard has been down or silent for too long, or it is stopped; tells whether any shard ever came up. */
async function untilLost(
  { host, pause, stopped }: GatewayParts,
  { lookMs, patienceMs }: GatewayPaces,
  state: State,
  opened: Opened,
): Promise<boolean> {
  const begun = host.now();
  while (!stopped.aborted) {
    await pause(lookMs, stopped);
    const now = host.now();
    const downs = [...state.shards.values()].filter((since) => since !== undefined);
    const none = state.shards.size === 0 && now - begun > patienceMs;
    const silent = opened.heard().some((at) => now - at > patienceMs);
    if (none || silent || downs.some((since) => now - since > patienceMs)) {
      if (!stopped.aborted) host.log("warn", "gateway-lost");
      state.away = "the connection to Discord was lost";
      break;
    }
  }
  return [...state.shards.values()].some((since) => since === undefined);
}

function downOf({ shards }: State): string | undefined {
  const down = [...shards.values()].filter((since) => since !== undefined).length;
  return down === 0 ? undefined : `${down} of ${shards.size} connections to Discord are down`;
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
