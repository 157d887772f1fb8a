/** `preceptor held PLATFORM:ID`: everything that could be handed over about one person. */
import { withLedger } from "./ledger.js";
import type { Parts } from "./parts.js";

/** JSON on standard output, and nothing there when nothing is kept. 1 where Redis cannot be asked, 2 where `member` is none. */
export async function held(parts: Parts, member: string): Promise<number> {
  if (!/^[a-z]+:\S+$/.test(member)) {
    parts.io.errors.write(`Unexpected "${member}", expected a person as PLATFORM:ID, such as web:0123\n`);
    return 2;
  }
  return withLedger(parts, async (ledger) => {
    const answer = await ledger.held(member);
    switch (answer.kind) {
      case "unavailable":
        return answer.why;
      case "held": {
        const { kept, updates, address, until } = answer;
        const all = {
          session: kept.session,
          revision: kept.revision,
          updates,
          ...(address === undefined ? {} : { address }),
          until: new Date(until).toISOString(),
        };
        parts.io.output.write(`${JSON.stringify(all, null, 2)}\n`);
        return undefined;
      }
      case "erased":
        parts.io.errors.write(
          `Nothing is kept. That this person was forgotten is remembered until ${new Date(answer.until).toISOString()}.\n`,
        );
        return undefined;
      case "nothing":
        parts.io.errors.write("Nothing is kept.\n");
        return undefined;
    }
  });
}
