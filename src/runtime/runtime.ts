/** The runtime as a whole: hosts for adapters, the shelf they share, the sweep. */
import type { Connection, Host } from "../adapter.js";
import { createHost } from "./handle.js";
import { createTurns } from "./in-turn.js";
import { createPaces } from "./pace.js";
import type { RuntimeParts, Shelf } from "./parts.js";
import { createShown, runtimeLimits } from "./show.js";
import { sweep } from "./sweep.js";

export type Runtime = {
  /** What an adapter of this name hands its updates to. `strangers`: anybody can write there, also far too often. */
  host(adapter: string, strangers?: "strangers"): Host;
  shelf(): Shelf;
  /** From now on every update sees these flows and content. Updates under way end with the ones they began with. */
  replace(shelf: Shelf): void;
  /** Shows what is owed and nobody is showing; gives how many screens that were. */
  sweep(connections: ReadonlyMap<string, Connection>): Promise<number>;
  /** Resolves when no update is under way. */
  quiet(): Promise<void>;
};

/** Of one member at most this many updates wait for one another. */
const mostWaiting = 50;

export function createRuntime(given: RuntimeParts, first: Shelf): Runtime {
  const parts: RuntimeParts = { ...given, shown: given.shown ?? createShown(runtimeLimits.shown) };
  const turns = createTurns(mostWaiting);
  let shelf = first;
  const current = (): Shelf => shelf;
  return {
    host: (adapter, strangers) =>
      createHost(parts, current, turns, adapter, strangers === undefined ? undefined : createPaces()),
    shelf: current,
    replace(next) {
      shelf = next;
    },
    sweep: (connections) => sweep(parts, current, connections),
    quiet: turns.quiet,
  };
}
