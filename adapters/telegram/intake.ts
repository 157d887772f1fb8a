/** From one raw update to the host and back: in order for each member, answered once, confirmed after the commit. */
import { type Host, NotShown, type Reply } from "../../src/adapter.js";
import { createRecent, type Recent } from "../../src/recent.js";
import { answering, type Press } from "./acknowledge.js";
import { inlineResults } from "./inline.js";
import { live } from "./limits.js";
import { createFirsts, createNewest, createOrder } from "./order.js";
import { type Bot, type Incoming, incoming } from "./read.js";
import { type SendParts, type Sent, showScreen } from "./send.js";
import { typingAfter } from "./typing.js";

export type IntakeParts = SendParts & {
  host: Host;
  bot: Bot;
  /** Whether a command of this folded name is one of ours. */
  knows(name: string): boolean;
  paces: Paces;
  /** Ends early when the signal is aborted. Never rejects. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
};

/** In milliseconds. */
export type Paces = {
  /** A press is answered by then, even if nothing else is known. */
  pressMs: number;
  /** "typing" is shown when an answer takes longer. */
  typingMs: number;
  /** The reply to a command in a group is taken away again after this. */
  invitationMs: number;
  /** An update that could not be taken is tried again after this, where Telegram does not do it. */
  againMs: number;
  /** A call for updates that has not ended by then is dead: longer than Telegram may wait itself (TL-13). */
  pollMs: number;
};

export const paces: Paces = {
  pressMs: 1_000,
  typingMs: 500,
  invitationMs: 180_000,
  againMs: 3_000,
  pollMs: 30_000,
};

/** The call that may be made in the answer to the webhook; T-37: nobody learns whether it succeeded. */
type Ride = { method: "answerCallbackQuery"; callback_query_id: string };

/** "again": it was not taken, and wants to be delivered again. */
export type Taken = { is: "taken"; ride?: Ride } | { is: "again" };

/**
 * Who brings an update again that could not be taken: Telegram itself, or this process until the signal is aborted. While
 * one waits for that, no later one of the same member is taken.
 */
export type Again = { by: "Telegram" } | { by: "us"; until: AbortSignal };

export type Intake = {
  /** Resolves as soon as it is known whether the update was taken. Never rejects. */
  take(update: unknown, again: Again): Promise<Taken>;
  /** Resolves when nothing is under way. */
  quiet(): Promise<void>;
};

export function createIntake(parts: IntakeParts): Intake {
  const order = createOrder();
  const told = createRecent(live.recentUpdates);
  const albums = createFirsts(live.recentUpdates);
  const inline = createNewest(live.inlineAtOnce);
  /** Of what was sent together the first is answered, for all of it (F81). */
  const isMore = ({ update, album }: Extract<Incoming, { kind: "update" }>): boolean =>
    album !== undefined && !albums.isFirst(`${update.member} ${album}`, update.id);
  return {
    async take(raw, again) {
      const what = incoming({ update: raw, bot: parts.bot, knows: parts.knows }, parts.now());
      if (what.kind === "update" && !isForeignPress(what)) {
        if (isMore(what)) return { is: "taken" };
        const press = answering(parts.call, what.query, parts.paces.pressMs);
        return new Promise((resolve) => {
          order.add(what.update.member, () =>
            untilTaken(parts, { what, press, told, again, settle: resolve }),
          );
        });
      }
      // Nothing of these is kept, so there is nothing to wait for.
      const key = keyOf(what);
      if (what.kind === "inline") {
        const done = inline.add(key, () => aside(parts, what));
        if (done !== undefined) order.add(key, () => done);
      } else order.add(key, () => aside(parts, what));
      return { is: "taken" };
    },
    quiet: order.quiet,
  };
}

/** In a group there is nothing of ours to press but links: this was forged, or is older than this version (F84). */
function isForeignPress({ update }: Extract<Incoming, { kind: "update" }>): boolean {
  return update.where === "group" && (update.event.type === "press" || update.event.type === "pick");
}

/** What comes in order with what else: what is known of a private chat with its member's words, all else with nothing. */
function keyOf(what: Incoming): string {
  switch (what.kind) {
    case "membership":
      return `telegram:${what.chat}`;
    case "inline":
      return `inline:${what.from}`;
    case "strange-press":
      return `press:${what.query}`;
    case "update":
      return `press:${what.query ?? ""}`;
    case "migrated":
    case "ignored":
      return "";
  }
}

/** What is no update of a conversation. */
async function aside(parts: IntakeParts, what: Incoming): Promise<void> {
  switch (what.kind) {
    case "inline":
      return answerInline(parts, what);
    case "strange-press":
      return answering(parts.call, what.query, parts.paces.pressMs).answer(parts.words()["no-button"]);
    case "update":
      return answering(parts.call, what.query, parts.paces.pressMs).answer(parts.words()["no-button"]);
    case "membership":
      if (!what.here) parts.chats.forget(what.chat);
      parts.chats.set(what.chat, { awayUntil: what.here ? undefined : parts.now() + live.awayMs });
      return;
    case "migrated":
      parts.chats.set(what.from, { now: what.to });
      return;
    case "ignored":
      return;
  }
}

async function answerInline(
  parts: IntakeParts,
  { id, words }: Extract<Incoming, { kind: "inline" }>,
): Promise<void> {
  const found = await parts.host.find(words, live.inlineResults);
  await parts.call("answerInlineQuery", {
    inline_query_id: id,
    results: inlineResults(found, parts.words(), parts.username),
    cache_time: live.inlineCacheSeconds,
  });
}

/** One update on its way. `settle` is told once what became of it; later calls say nothing new. */
type OnItsWay = {
  what: Extract<Incoming, { kind: "update" }>;
  press: Press;
  told: Recent;
  again: Again;
  settle(taken: Taken): void;
};

/**
 * Tries until it is taken; then `settle` has been called, and its screens are shown or wait for Telegram's leave. Once this
 * process is to end nothing is tried any more: what comes later must not overtake what was not taken.
 */
async function untilTaken(parts: IntakeParts, way: OnItsWay): Promise<void> {
  const { what, press, again, settle } = way;
  const { chat } = what.place;
  // Who writes can be written to again (F43).
  if (parts.chats.get(chat).awayUntil !== undefined) parts.chats.set(chat, { awayUntil: undefined });
  parts.chats.seen(chat, what.message);
  for (let mistakes = 0; !(again.by === "us" && again.until.aborted); ) {
    const became = await attempt(parts, way);
    if (became === "taken") return;
    if (became === "mistake") {
      mistakes += 1;
      if (mistakes >= live.mostMistakes) {
        settle({ is: "taken" });
        return;
      }
    }
    if (again.by === "Telegram") break;
    await parts.pause(parts.paces.againMs, again.until);
  }
  press.answer();
  settle({ is: "again" });
}

/**
 * One try. It ends when the update is answered, or when it is taken and only an answer that nobody is owed waits until
 * Telegram lets it through (T-39): that must keep nobody's next update waiting.
 */
async function attempt(parts: IntakeParts, way: OnItsWay): Promise<"taken" | "again" | "mistake"> {
  const { what, press, told, again, settle } = way;
  const { update, place, query } = what;
  const typing = typingAfter(parts.call, place, parts.paces.typingMs);
  let confirmed = false;
  let release: (() => void) | undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reply: Reply = {
    repeats: true,
    confirm() {
      confirmed = true;
      const rides = again.by === "Telegram" && query !== undefined && press.handOver();
      settle({
        is: "taken",
        ...(rides ? { ride: { method: "answerCallbackQuery", callback_query_id: query } } : {}),
      });
    },
    async show(screen, signal) {
      // What is shown of an update that is not taken says that it was not. Once is enough, however often it comes.
      if (!confirmed && !told.isNew(update.id)) return;
      press.answer(screen.notice);
      typing.stop();
      try {
        const sent = await showScreen(parts, place, screen, signal);
        if (screen.at.kind === "group") removeLater(parts, sent);
      } catch (error) {
        if (confirmed && error instanceof NotShown && error.why.is === "later") release?.();
        throw error;
      }
    },
  };
  const received = parts.host
    .receive(update, reply)
    .then(() => (confirmed ? ("taken" as const) : ("again" as const)))
    .catch(() => {
      // The host never rejects for a member's mistake or the world's failure: it is ours.
      parts.host.log("error", "update-failed");
      return confirmed ? ("taken" as const) : ("mistake" as const);
    })
    .finally(() => {
      typing.stop();
      press.answer();
    });
  return Promise.race([received, released.then(() => "taken" as const)]);
}

/** The group keeps nothing of a command that somebody sent there. Best effort: with the process the wish is gone. */
function removeLater({ call, paces }: IntakeParts, { chat, message }: Sent): void {
  if (message === undefined) return;
  setTimeout(() => {
    void call("deleteMessage", { chat_id: chat, message_id: message });
  }, paces.invitationMs).unref();
}
