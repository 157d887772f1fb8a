/** The contract of a platform. An adapter describes one (pure functions) and connects to it (`connect`). */

import type { Instant } from "./engine/day.js";
import type { Event } from "./engine/event.js";
import type { Screen } from "./screen.js";

/**
 * Why a screen was not shown: the platform asks to wait so many milliseconds; the member cannot be reached until they
 * write again; the place where they wrote takes nothing any more, and their next words open another; nobody knows whether
 * it was shown; or the platform refuses it, which is our own mistake.
 */
export type NotShownWhy =
  | { is: "later"; ms: number }
  | { is: "gone" }
  | { is: "closed" }
  | { is: "perhaps" }
  | { is: "refused"; why: string };

/** What `show` rejects with where it knows why. */
export class NotShown extends Error {
  override readonly name = "NotShown";

  constructor(readonly why: NotShownWhy) {
    super(`Not shown: ${why.is}.`);
  }
}

/** An event with its envelope. */
export type Update = {
  /** Unique per member on its platform; the same update always has the same id. */
  id: string;
  /** `platform:id` of the person. Never logged. */
  member: string;
  /** When the platform says it happened. */
  at: Instant;
  /** Where it was said; everything of a case happens in private. */
  where: "private" | "group";
  /** Where a screen for this member is shown, in the adapter's own words. */
  address: string;
  event: Event;
};

/** What an adapter would have to cut or drop to show this screen. */
export type Misfit = { what: string; is: number; atMost: number };

/** What can stand after a command: a question, or the name of one of a list. What is `needed` makes no sense without. */
export type Takes = { what: "question" | "name"; needed: boolean };

/** `inPublic`: it tells nothing of a member, so that it can be answered where others read. */
export type CommandInfo = {
  name: string;
  about: string;
  aliases: readonly string[];
  takes?: Takes;
  inPublic: boolean;
};

/** What can stand after a command, as a member reads it and as it is then given back. */
export type Suggestion = { label: string; value: string };

/** Words that a platform itself needs ("Send", "Type here"), by name. They come from `interface.yaml`. */
export type Words = Readonly<Record<string, string>>;

/**
 * How the runtime answers an update. `confirm` comes right after the commit, `show` as often as there are screens; an
 * update that ends without `confirm` was not taken.
 */
export type Reply = {
  /** Set where the platform sends an update again until it is confirmed. */
  repeats?: true;
  /** Set where it has a place of its own: the screen of another update must not be shown in it. */
  apart?: true;
  /**
   * Whether it is this process that answers the update, where several take it. The others take it in silence, and show only
   * what is owed. Without it this process does. Never rejects.
   */
  mine?(): Promise<boolean>;
  confirm(): void;
  /**
   * Rejects where the screen was not shown, with `NotShown` where it is known why. `signal` is aborted when the send has taken too long: it counts as failed
   * then, and what has not left this process by that moment must not leave it any more.
   */
  show(screen: Screen, signal: AbortSignal): Promise<void>;
};

/**
 * An article that can be shown to anybody: its short answer with its sources, and what it is listed by. `guard`: the words
 * called for it, and whoever said them may want nobody else to see that.
 */
export type Found = { id: string; title: string; short: string; guard: boolean; screen: Screen };

export type Host = {
  /** Takes one update from start to end; resolves when its screens are shown. Never rejects for a member's mistake. */
  receive(update: Update, reply: Reply): Promise<void>;
  /** What could be passed on to others for these words, best first; nothing where there is nothing on them. Never rejects. */
  find(words: string, most: number): Promise<readonly Found[]>;
  /** The article of this id as it can be passed on, or nothing where there is none. Never rejects. */
  article(id: string): Promise<Found | undefined>;
  /** What could follow a command, while it is still being typed: at most `most`. Never rejects. */
  suggest(command: string, typed: string, most: number): Promise<readonly Suggestion[]>;
  /** Of what the adapter itself has to tell; never an answer, a name or a token. */
  log(
    level: "info" | "warn" | "error",
    event: string,
    fields?: Readonly<Record<string, string | number>>,
  ): void;
  now(): Instant;
};

export type HttpRequest = {
  query: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  body: string;
};
export type HttpResponse = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array;
};

/** An HTTP route as data; the runtime serves it. `bodyLimit` in bytes. */
export type Route = {
  method: "GET" | "POST";
  path: string;
  bodyLimit: number;
  /** Looks at a request before its body is read; gives the refusal, if it is one. */
  admit?(request: Pick<HttpRequest, "query" | "headers">): HttpResponse | undefined;
  handle(request: HttpRequest): Promise<HttpResponse>;
};

export type Connection = {
  routes: readonly Route[];
  /** Why members cannot be heard at the moment; empty when they are. It names no member and no secret. */
  notReady?(): readonly string[];
  /** Begins to hear members. Called once, when `routes` are served: until then the platform is told and asked nothing. */
  begin?(): void;
  /** Shows a screen that is owed, without an update. Rejects, and is stopped by `signal`, as the `show` of a reply. */
  show(address: string, screen: Screen, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
};

/** `Raw` is what the platform sends, `Payload` what it takes. */
export type Adapter<Raw, Payload> = {
  name: string;
  read(raw: Raw, now: Instant): Update | undefined;
  fit(screen: Screen): readonly Misfit[];
  render(screen: Screen, words: Words): readonly Payload[];
};
