/** Paying what a dead process left, or what could not be shown at once. */
import type { Connection } from "../adapter.js";
import type { Screen } from "../screen.js";
import { addressOf } from "./address.js";
import { errorFields } from "./log.js";
import type { RuntimeParts, Shelf } from "./parts.js";
import { pay, reportUnavailable, type Send, screenOwed } from "./show.js";

/** At most this many debts are taken over in one sweep, so that one instance does not take all. */
const mostAtOnce = 20;

/**
 * Shows every screen whose time has come, through the connection of its platform. Gives the number that was shown.
 * Never rejects, since it is done again and again and nobody waits for it.
 */
export async function sweep(
  parts: RuntimeParts,
  shelf: () => Shelf,
  connections: ReadonlyMap<string, Connection>,
): Promise<number> {
  letGo();
  try {
    return await payAll(parts, shelf, connections);
  } catch (error) {
    parts.log.write({ event: "failed", during: "sweep", ...errorFields(error) });
    return 0;
  }
}

/**
 * The engine keeps the last text in which a regular expression found something, until another one does: in a process of which
 * nobody asks anything, that would be the last words of somebody who was forgotten (A37).
 */
function letGo(): void {
  /^$/.test("");
}

async function payAll(
  parts: RuntimeParts,
  shelf: () => Shelf,
  connections: ReadonlyMap<string, Connection>,
): Promise<number> {
  const owed = await parts.members.owed(mostAtOnce);
  if (owed.kind === "unavailable") {
    reportUnavailable(parts, "sweep", owed.why);
    return 0;
  }
  // All at once: a lease is not much longer than one send may take, so none of them can wait for another. And each once:
  // a member who goes on answering must not keep everybody else's debts waiting.
  const paid = await Promise.all(
    owed.debts.map(({ lease, address, kept }) => {
      const { adapter, place } = addressOf(address);
      const connection = connections.get(adapter);
      const screen = (): Screen => screenOwed(parts, shelf(), kept);
      const send: Send = async (made, signal) => {
        if (connection === undefined) throw new NotConnected(adapter);
        await connection.show(place, made, signal);
      };
      return pay(parts, shelf, adapter, lease, screen, send, "once");
    }),
  );
  const shown = paid.filter((one) => one === "shown").length;
  if (shown > 0) parts.log.write({ event: "debts-paid", count: shown });
  return shown;
}

/** The debt waits for an instance that talks to that platform. */
class NotConnected extends Error {
  override readonly name = "NotConnected";

  constructor(adapter: string) {
    super(`No connection to ${adapter}.`);
  }
}
