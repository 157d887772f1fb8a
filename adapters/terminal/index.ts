/** The terminal: the same conversation as on any platform, in text. */
import type { Adapter } from "../../src/adapter.js";
import { fit } from "./limits.js";
import { type Raw, read } from "./read.js";
import { type Look, render } from "./render.js";

export { connect, type TerminalIo, type TerminalTalk } from "./connect.js";
export type { Look } from "./render.js";

/** A terminal that looks like this: its width, whether it understands colours, how choices are made. */
export function terminal(look: Look): Adapter<Raw, string> {
  return { name: "terminal", read, fit, render: (screen, words) => render(screen, words, look) };
}
