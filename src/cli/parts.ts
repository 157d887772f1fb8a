/** What the commands are given. `src/main.ts` makes it, so that no command knows a platform or how parts are made. */
import type { Readable, Writable } from "node:stream";
import type { Host, Words } from "../adapter.js";
import type { Asking } from "../ask/index.js";
import type { Configured, Finding } from "../config.js";
import type { Library } from "../content/library.js";
import type { Folders } from "../content/load.js";
import type { Loaded } from "../content/loaded.js";
import type { Instant } from "../engine/day.js";
import type { Event } from "../engine/event.js";
import type { Page } from "../engine/page.js";
import type { StudiedEvent } from "../runtime/kept.js";
import type { Attachment, Screen } from "../screen.js";
import type { Members } from "../store/members.js";
import type { RedisStore } from "../store/redis-store.js";

export type { Folders };

export type Io = {
  input: Readable & { isTTY?: boolean };
  output: Writable & { isTTY?: boolean; columns?: number };
  errors: Writable;
};

/** The settings as the environment gives them: the folders, and what there is to say about every other one. */
type Settings = Pick<Configured, "folders" | "findings">;

/** Sees every page that is shown and the screen made of it, just before the screen is handed to the adapter. */
export type PageWatcher = (page: Page, screen: Screen) => void;

/** A runtime for one person at this terminal. `keeps`: whether the case outlives the process. */
export type Conversation = { host: Host; keeps: "kept" | "not-kept"; close(): Promise<void> };

/** What the terminal adapter is told; the same shape as its `TerminalTalk`. */
export type Talk = {
  io: Pick<Io, "input" | "output">;
  words: Words;
  marks: "ansi" | "plain";
  keeps: Conversation["keeps"];
  first: Event;
  save?(file: Attachment): Promise<string>;
  gone: AbortSignal;
};

/** Something that serves: what to tell the person who started it, and when it has stopped after a signal. */
export type Serving = { says: readonly string[]; stopped: Promise<void> };

/** What is kept in Redis, as an operator may see it. Who opens it closes it. */
export type Ledger = {
  /** Why it cannot be looked at now. */
  away?: string;
  weak: readonly string[];
  /** The numbers of the secrets that are set: the one that seals, and those that are still read. */
  newest: string;
  previous: readonly string[];
  keyNumbers: RedisStore["keyNumbers"];
  held: Members["held"];
  close(): Promise<void>;
};

export type Parts = {
  version: string;
  io: Io;
  environment: Readonly<Record<string, string | undefined>>;
  now(): Instant;
  settings(): Settings;
  /** Reads flows and content; what is wrong with them is in the result. */
  load(folders: Folders): Promise<Loaded>;
  /** Search over a library, which is studied at the first question, or taken as it was kept. */
  asking(library: Library): Promise<Asking>;
  /** Sees to it that what is studied of a library is kept, and says what became of that. */
  study(library: Library): Promise<readonly StudiedEvent[]>;
  open(loaded: Loaded, watch: PageWatcher): Promise<Conversation>;
  /** Talks at the terminal until the person leaves or the input ends. */
  talk(host: Host, talk: Talk): Promise<void>;
  /** Everything that has a token, or the preview page alone. */
  serve(what: "platforms" | "preview", loaded: Loaded, folders: Folders): Promise<Serving>;
  /** Undefined where cases are kept in memory, and so nowhere but in a running bot. */
  ledger(): Promise<Ledger | undefined>;
  /** What platforms say of the bots that are set; nothing where the settings cannot be used. */
  platforms(): Promise<Finding[]>;
};
