/** What is shown when an update cannot be taken now. It says truly what became of what was said. */
import type { Library } from "../content/library.js";
import { paragraph, screenOf } from "../content/pack.js";
import { button, type Setting, withPerson } from "../content/screens/common.js";
import { say } from "../content/words.js";
import type { Screen } from "../screen.js";

export type Trouble =
  /** It was not saved. */
  | { trouble: "unavailable" }
  /** It was not saved yet, and will be tried again without the member doing anything. */
  | { trouble: "waiting" }
  /** Whether it was saved is not known. */
  | { trouble: "unsure" }
  | { trouble: "busy" }
  /** It was not read: too many came at once. */
  | { trouble: "too-fast" }
  | { trouble: "failed" }
  | { trouble: "too-long"; length: number; max: number };

export function troubleScreen(library: Library, trouble: Trouble, setting: Setting): Screen {
  const make = { library, setting };
  const words = library.interface;
  const fill = trouble.trouble === "too-long" ? { length: trouble.length, max: trouble.max } : {};
  return screenOf({
    at: { kind: "trouble", id: trouble.trouble, part: 1, of: 1 },
    turn: "none",
    title: say(words, "trouble", `${trouble.trouble}-title`),
    body: [paragraph(say(words, "trouble", trouble.trouble, fill))],
    go: withPerson(make, [button(make, "resume")]),
  });
}
