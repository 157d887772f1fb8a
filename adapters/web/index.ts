/** The preview page: the same chat in a browser, served by the program itself. */
import type { Adapter } from "../../src/adapter.js";
import { type Raw, read } from "./read.js";
import { fit, type Payload, render } from "./render.js";

export const web: Adapter<Raw, Payload> = { name: "web", read, fit, render };
