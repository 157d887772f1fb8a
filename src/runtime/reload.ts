/** Taking over what moderators changed, when it is sound. The old words stay where it is not. */
import { type Problem, printProblem } from "../problem.js";
import { errorFields, type Log } from "./log.js";
import type { Shelf } from "./parts.js";

/** What was found in the folders: a shelf that may be used, or why not. */
export type Examined = { is: "sound"; shelf: Shelf } | { is: "broken"; problems: readonly Problem[] };

export type ReloadParts = {
  /** Changes whenever a file of the folders does. Rejects where they cannot be looked at. */
  signature(): Promise<string>;
  /** Reads and checks the folders as they are now. */
  examine(): Promise<Examined>;
  replace(shelf: Shelf): void;
  log: Log;
};

export type Reloader = {
  /**
   * Looks once. A change is taken over when the folders look the same twice in a row, since a file may be written
   * in several steps. The folders are looked at rather than watched: watching misses mounted and linked folders.
   */
  look(): Promise<void>;
};

/** `first` is the signature of what is in use. */
export function createReloader(parts: ReloadParts, first: string): Reloader {
  let used = first;
  let before = first;
  let blind = false;
  return {
    async look() {
      try {
        const now = await parts.signature();
        const quiet = now === before;
        before = now;
        if (quiet && now !== used) {
          await takeOver(parts);
          // Only now: a folder that could not be read to its end is looked at again.
          used = now;
        }
        blind = false;
      } catch (error) {
        // Said once, not at every look; the old words stay.
        if (!blind) parts.log.write({ event: "watch-failed", error: errorFields(error).error });
        blind = true;
      }
    },
  };
}

async function takeOver(parts: ReloadParts): Promise<void> {
  const examined = await parts.examine();
  switch (examined.is) {
    case "sound":
      parts.replace(examined.shelf);
      parts.log.write({ event: "library-replaced", revision: examined.shelf.library.revision });
      return;
    case "broken":
      parts.log.write({ event: "library-refused", problems: examined.problems.map(printProblem) });
      return;
  }
}
