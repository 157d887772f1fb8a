/** Telegram: what its updates mean, what a chat can show, and how a screen looks there. */
import type { Adapter } from "../../src/adapter.js";
import { type Raw, read } from "./read.js";
import { fit, type Payload, render } from "./render.js";

export { type Failure, failureOf } from "./failure.js";
export { type InlineResult, inlineResults } from "./inline.js";
export { type InlineButton, type Keyboard, type Markup, markupOf } from "./keyboard.js";
export { type Place, readPlace, writePlace } from "./place.js";
export { type Bot, type Incoming, incoming, type Raw } from "./read.js";
export type { Payload } from "./render.js";
export type { Entity } from "./rich.js";

export const telegram: Adapter<Raw, Payload> = { name: "telegram", read, fit, render };
