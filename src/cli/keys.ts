/** `preceptor keys`: how many members are sealed with which secret, so that it is seen when an old one can go. */
import { withLedger } from "./ledger.js";
import type { Parts } from "./parts.js";

/** One line for each secret that is set and each that somebody is still sealed with. 1 where Redis cannot be asked. */
export function keys(parts: Parts): Promise<number> {
  return withLedger(parts, async (ledger) => {
    const counted = await ledger.keyNumbers();
    if (counted.kind === "unavailable") return counted.why;
    const { members, forgotten } = counted;
    const all = new Set([ledger.newest, ...ledger.previous, ...[...members.keys()].sort()]);
    for (const number of all) {
      const count = members.get(number) ?? 0;
      const what =
        number === ledger.newest
          ? "STATE_SECRET"
          : ledger.previous.includes(number)
            ? `STATE_SECRET_PREVIOUS${count === 0 ? ", can be removed" : ""}`
            : "no secret that is set: cannot be read";
      parts.io.output.write(
        `${number}  ${String(count).padStart(7)} ${count === 1 ? "member " : "members"}  ${what}\n`,
      );
    }
    if (forgotten > 0) parts.io.output.write(`${forgotten} forgotten, of whom nothing sealed is kept\n`);
    return undefined;
  });
}
