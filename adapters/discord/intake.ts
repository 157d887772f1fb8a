/** From one raw interaction or message to the host and back: the first response at once, the screen when there is one. */
import type { Host, Reply } from "../../src/adapter.js";
import type { Event } from "../../src/engine/event.js";
import { createRecent } from "../../src/recent.js";
import type { About, Incoming, Raw, Reader } from "./incoming.js";
import { live } from "./limits.js";
import { said } from "./messages.js";
import { isPassing, type Place } from "./place.js";
import { postArticle, withPosting } from "./posting.js";
import { incoming } from "./read.js";
import { render } from "./render.js";
import { type First, type Response, respond } from "./respond.js";
import { type SendParts, showPayloads } from "./send.js";
import { givenBack, type Typed } from "./typed.js";
import { isTaken, takeBack, type UnfinishedParts } from "./unfinished.js";

export type IntakeParts = SendParts &
  UnfinishedParts &
  Pick<Reader, "bot" | "knows" | "inPublic"> & { host: Host };

export type Intake = {
  /** Resolves when it is over. Never rejects, and responds before anything that can be slow (D-8). */
  take(from: Raw["from"], data: unknown): Promise<void>;
  /** Resolves when nothing is under way. */
  quiet(): Promise<void>;
};

type Of<K extends Incoming["kind"]> = Extract<Incoming, { kind: K }>;

export function createIntake(parts: IntakeParts): Intake {
  const underWay = new Set<Promise<void>>();
  const seen = createRecent(live.recentUpdates);
  const begin = async (from: Raw["from"], data: unknown): Promise<void> => {
    try {
      const { bot, knows, inPublic } = parts;
      const what = incoming({ from, data, bot, knows, inPublic, words: parts.words() }, parts.now());
      // RESUME replays what was here before (F64, D-31).
      const id = idOf(what);
      if (id === undefined || seen.isNew(id)) await handle(parts, what);
    } catch {
      // The host never rejects for a member's mistake or the world's failure: it is ours.
      parts.host.log("error", "update-failed");
    }
  };
  return {
    async take(from, data) {
      const work = begin(from, data);
      underWay.add(work);
      await work.finally(() => underWay.delete(work));
    },
    async quiet() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

function idOf(what: Incoming): string | undefined {
  switch (what.kind) {
    case "update":
    case "message":
    case "find":
      return what.update.id;
    case "suggest":
    case "form":
    case "post":
    case "strange":
      return what.id;
    case "ping":
    case "ignored":
      return undefined;
  }
}

async function handle(parts: IntakeParts, what: Incoming): Promise<void> {
  switch (what.kind) {
    case "update":
      return receive(parts, await shielded(parts, what));
    case "message":
      return receive(parts, what);
    case "find":
      return receive(parts, { ...what, first: "private" }, what.about);
    case "suggest":
      return suggest(parts, what);
    case "form":
      // A form can only be the first response, so it is answered without the store and judged when it comes back (D-10).
      await first(parts, what, { type: 9, form: what.form });
      return;
    case "post":
      return postArticle(parts, what, (response) => first(parts, what, response));
    case "strange":
      await first(parts, what, { type: 4, components: said(parts.words()["no-button"] ?? "") });
      return;
    case "ping":
    case "ignored":
      return;
  }
}

async function suggest(parts: IntakeParts, what: Of<"suggest">): Promise<void> {
  const found = await parts.host.suggest(what.command, what.typed, live.suggestions);
  // A name that would have to be cut is left out: given back it would be another one (D-5).
  const choices = found
    .filter(({ label, value }) => label.length <= live.suggestion && value.length <= live.suggestion)
    .map(({ label, value }) => ({ name: label, value }));
  await first(parts, what, { type: 8, choices });
}

/** What is on its way: a message in direct messages has no first response. */
type OnItsWay = Pick<Of<"update">, "update" | "place"> & { first?: Of<"update">["first"] };

/** `about`: the message that an answer is looked for, from its menu. */
async function receive(parts: IntakeParts, what: OnItsWay, about?: About): Promise<void> {
  const { update, place } = what;
  const responded =
    place.kind === "reply" && what.first !== undefined
      ? first(parts, { id: update.id, token: place.token }, responseTo(what.first, place), update.at)
      : undefined;
  const passing = isPassing(place) && what.first !== "public";
  const inPlace = what.first === "in-place";
  let isShown = false;
  const reply: Reply = {
    // Discord does not repeat what was not taken, so there is nobody to tell.
    confirm: () => undefined,
    ...(place.kind === "reply" ? { apart: true } : {}),
    // Of a message in direct messages nobody knows; what is the same is shown once there (D-27).
    ...(responded === undefined ? {} : { mine: async () => (await responded) !== "answered" }),
    async show(screen, signal) {
      // What is edited has to be there first.
      const late = (await responded) === "late";
      if (screen.at.kind === "trouble" && place.kind === "reply") {
        if (await isTaken(parts.call, place, { inPlace, since: update.at })) return;
      }
      // F61: shown at their next contact.
      const at = late && place.kind === "reply" ? { ...place, until: 0 } : place;
      const back = givenBack(screen, typedIn(update.event));
      const payloads = render(screen, parts.words(), {
        passing,
        ...(back === undefined ? {} : { typed: back }),
      });
      const whole = about === undefined ? payloads : await withPosting(parts, payloads, update, about);
      await showPayloads(parts, at, whole, { passing }, signal);
      isShown = true;
    },
  };
  await parts.host.receive(update, reply);
  const was = await responded;
  const thinks = was === "given" || was === "lost";
  // A press that nothing comes of leaves its message as it was.
  if (thinks && !isShown && !inPlace && place.kind === "reply") await takeBack(parts, place);
}

function typedIn(event: Event): Typed | undefined {
  const [typed] = event.type === "form" ? Object.entries(event.fields) : [];
  return typed === undefined ? undefined : { field: typed[0], text: typed[1] };
}

/** Whoever cries for help in a question for everybody is answered where nobody else reads it. */
async function shielded(parts: IntakeParts, what: Of<"update">): Promise<Of<"update">> {
  const { update } = what;
  if (what.first !== "public" || update.event.type !== "command" || update.event.rest === "") return what;
  const [found] = await parts.host.find(update.event.rest, 1);
  return found?.guard === true
    ? { ...what, first: "private", update: { ...update, where: "private" } }
    : what;
}

function responseTo(first: Of<"update">["first"], place: Place): Response {
  switch (first) {
    case "in-place":
      return { type: 6 };
    case "public":
      return { type: 5, private: false };
    case "private":
      // In direct messages nobody else reads it, and there it may stay (D-12).
      return { type: 5, private: isPassing(place) };
  }
}

/** The first response, with a line in the log where it came late or nobody knows (D-8). */
async function first(
  parts: IntakeParts,
  to: { id: string; token: string },
  response: Response,
  at?: number,
): Promise<First> {
  const was = await respond(parts.call, to, response);
  const ms = at === undefined ? 0 : parts.now() - at;
  if (was === "late" || was === "lost") parts.host.log("warn", "first-response", { was });
  else if (ms > live.slowFirstMs) parts.host.log("warn", "first-response-slow", { ms });
  return was;
}
