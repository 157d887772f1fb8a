/** Discord: what its interactions mean, what a message can show, and how a screen looks there. */
import type { Adapter } from "../../src/adapter.js";
import { fit } from "./fit.js";
import type { Raw } from "./incoming.js";
import { read } from "./read.js";
import { type Payload, render } from "./render.js";

export {
  type Command,
  type CommandMistake,
  registrationOf,
  type Scope,
  sameCommands,
} from "./commands.js";
export type { Button, Component, Form, Option, Row, Select, TextDisplay } from "./components.js";
export { type CustomId, readCustomId, writeCustomId } from "./custom-id.js";
export { type Failure, failureOf, notShownOf } from "./failure.js";
export { formOf } from "./form.js";
export type { About, First, Incoming, Raw, Reader } from "./incoming.js";
export { limits, live } from "./limits.js";
export { isPassing, type Place, readPlace, writePlace } from "./place.js";
export { withPosts } from "./posts.js";
export { incoming } from "./read.js";
export { type Manner, type Payload, type PayloadFile, render } from "./render.js";

export const discord: Adapter<Raw, Payload> = {
  name: "discord",
  read,
  fit,
  render: (screen, words) => render(screen, words),
};
