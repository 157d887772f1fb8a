/** Paying what a dead process left, or what could not be shown at once. */
import type { Connection } from "../adapter.js";
import { addressOf } from "./address.js";
import type { RuntimeParts, Shelf } from "./parts.js";
import { pay, reportUnavailable, screenOwed } from "./show.js";

/** At most this many debts are taken over in one sweep, so that one instance does not take all. */
const mostAtOnce = 20;

/** Shows every screen whose time has come, through the connection of its platform. Gives their number. */
export async function sweep(
  parts: RuntimeParts,
  shelf: () => Shelf,
  connections: ReadonlyMap<string, Connection>,
): Promise<number> {
  const owed = await parts.members.owed(mostAtOnce);
  if (owed.kind === "unavailable") {
    reportUnavailable(parts, "sweep", owed.why);
    return 0;
  }
  for (const { lease, address, kept } of owed.debts) {
    const { adapter, place } = addressOf(address);
    const connection = connections.get(adapter);
    await pay(parts, shelf, adapter, lease, screenOwed(parts, shelf(), kept), async (screen) => {
      if (connection === undefined) throw new NotConnected(adapter);
      await connection.show(place, screen);
    });
  }
  if (owed.debts.length > 0) parts.log.write({ event: "debts-paid", count: owed.debts.length });
  return owed.debts.length;
}

/** The debt waits for an instance that talks to that platform. */
class NotConnected extends Error {
  override readonly name = "NotConnected";

  constructor(adapter: string) {
    super(`No connection to ${adapter}.`);
  }
}
