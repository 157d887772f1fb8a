/** What is shown when an update cannot be taken now. It says truly what became of what was said. */
import type { Library } from "../content/library.js";
import { paragraph, screenOf } from "../content/pack.js";
import { button, type Setting, withPerson } from "../content/screens/common.js";
import { say } from "../content/words.js";
import type { Screen } from "../screen.js";

export type Trouble =
  /** It was not saved. */
  | { trouble: "unavailable" }
  /** It comes again by itself and is taken then. */
  | { trouble: "waiting" }
  /** Whether it was saved is not known. */
  | { trouble: "unsure" }
  | { trouble: "busy" }
  /** It was not read: too many came at once. */
  | { trouble: "too-fast" }
  | { trouble: "failed" }
  | { trouble: "too-long"; length: number; max: number }
  /** It was not saved, since there would be more of the member than is kept of anybody. `size` in KB. */
  | { trouble: "too-large"; size: number };

export function troubleScreen(library: Library, trouble: Trouble, setting: Setting): Screen {
  const make = { library, setting };
  const words = library.interface;
  const { trouble: _trouble, ...fill } = trouble;
  return screenOf({
    at: { kind: "trouble", id: trouble.trouble, part: 1, of: 1 },
    turn: "none",
    title: say(words, "trouble", `${trouble.trouble}-title`),
    body: [paragraph(say(words, "trouble", trouble.trouble, fill))],
    go: withPerson(make, [button(make, "resume")]),
  });
}
