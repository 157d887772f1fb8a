/** What the commands share that only look at what is kept. */
import type { Ledger, Parts } from "./parts.js";

/** Opens the ledger, does `work` and closes it. What `work` gives is why it failed; 1 then, or where there is no Redis. */
export async function withLedger(
  parts: Parts,
  work: (ledger: Ledger) => Promise<string | undefined>,
): Promise<number> {
  const ledger = await parts.ledger();
  if (ledger === undefined) {
    parts.io.errors.write(
      "REDIS_URL is not set: what is kept in memory can be seen by the running bot alone.\n",
    );
    return 1;
  }
  try {
    const failed = ledger.away ?? (await work(ledger));
    if (failed !== undefined) parts.io.errors.write(`${failed}\n`);
    return failed === undefined ? 0 : 1;
  } finally {
    await ledger.close();
  }
}
