/** The chat: what the member did on the right, screens on the left, the newest one alive. */
import { wireComposer } from "./composer.js";
import { drawScreen, retire, spoken } from "./screen.js";
import { fetchWords, resume, send, sizeOf, updateOf } from "./talk.js";
import { element } from "./text.js";

/**
 * @typedef {import("../render.js").Payload} Payload
 * @typedef {import("../../../src/adapter.js").CommandInfo} CommandInfo
 * @typedef {import("../../../src/engine/event.js").Event} Event
 * @typedef {import("./talk.js").Update} Update
 * @typedef {{ screen: Payload, drawn: HTMLElement, key: string }} Live
 *
 * Where the answer goes: below all, or, for a tick that counts at once, where the screen stands; `focused` is the
 * id of what had the focus.
 * @typedef {{ goes: "below", from: HTMLElement | undefined } | { goes: "in place", focused: string }} Way
 */

const log = byId("log", HTMLElement);
const status = byId("status", HTMLElement);
const form = byId("composer", HTMLFormElement);
const input = byId("message", HTMLInputElement);
const menu = byId("commands", HTMLElement);

/** An answer that takes longer than this is said to be on its way, for those who do not see the dots. */
const noticeableMs = 1_000;

try {
  openChat(await fetchWords());
} catch {
  // The page has no words yet to say this with, so they came with it.
  log.append(byId("unreachable", HTMLTemplateElement).content.cloneNode(true));
  log.querySelector("button")?.addEventListener("click", () => location.reload());
}

/** @param {{ words: Readonly<Record<string, string>>, commands: readonly CommandInfo[], most: number }} given */
function openChat({ words, commands, most }) {
  /** @type {Live | undefined} */
  let live;
  let waiting = false;
  let drawnSoFar = 0;

  /** @type {import("./text.js").Say} */
  const say = (name, fill = {}) =>
    (words[name] ?? `[web.${name}]`).replace(/\{([a-z-]+)\}/g, (whole, key) => String(fill[key] ?? whole));

  /**
   * Says something to those who do not see the page. It is taken away once the focus moves on, so that nobody
   * finds it a second time.
   * @param {...string} texts
   */
  const announce = (...texts) => {
    status.replaceChildren(...texts.map((text) => element("p", {}, text)));
  };
  document.addEventListener("focusin", () => announce());

  /** @type {import("./asks.js").Act} */
  const act = (event, said) => {
    if (waiting) return false;
    dropTrouble();
    const update = updateOf(event);
    if (sizeOf(update) > most) {
      trouble(say("too-large"));
      return false;
    }
    if (said === undefined) {
      void deliver(update, { goes: "in place", focused: document.activeElement?.id ?? "" });
      return true;
    }
    const own = drawOwn(said, say);
    log.append(own);
    void deliver(update, { goes: "below", from: own });
    return true;
  };

  /**
   * @param {Update} update
   * @param {Way} way
   */
  const deliver = async (update, way) => {
    wait("waiting");
    const typing = element("p", { class: "bubble theirs typing", "aria-hidden": "true" });
    typing.append(element("i"), element("i"), element("i"));
    const slow = setTimeout(() => announce(say("waiting")), noticeableMs);
    if (way.goes === "below") {
      log.append(typing);
      typing.scrollIntoView({ block: "nearest" });
    }
    const outcome = await send(update);
    clearTimeout(slow);
    typing.remove();
    wait("ready");
    switch (outcome.is) {
      case "screens":
        return way.goes === "in place" && sits(outcome.screens)
          ? swap(outcome.screens, way)
          : append(outcome.screens, way, update.event);
      case "lost":
        return trouble(say("lost"), say("retry"), () => deliver(update, way));
      case "refused":
        return trouble(say("refused"), say("reload"), () => location.reload());
      case "too-large":
        if (way.goes === "below") way.from?.remove();
        if (input.value === "") input.value = typedIn(update.event);
        return trouble(say("too-large"));
    }
  };

  /**
   * While an answer is awaited, nothing else is taken. Nothing is disabled for it, since that would lose the focus.
   * @param {"waiting" | "ready"} now
   */
  const wait = (now) => {
    waiting = now === "waiting";
    live?.drawn.setAttribute("aria-busy", String(waiting));
  };

  /**
   * Whether the answer is the screen that stands there, changed.
   * @param {readonly Payload[]} screens
   */
  const sits = (screens) => screens.length === 1 && live !== undefined && samePlace(screens[0], live.screen);

  /**
   * @param {readonly Payload[]} screens
   * @param {Extract<Way, { goes: "in place" }>} way
   */
  const swap = ([screen], { focused }) => {
    if (screen === undefined || live === undefined) return;
    const drawn = drawScreen(screen, { say, act, announce, key: live.key, typed: {} });
    drawn.classList.add("still");
    live.drawn.replaceWith(drawn);
    live = { screen, drawn, key: live.key };
    document.getElementById(focused)?.focus({ preventScroll: true });
    announce(say("kept"));
  };

  /**
   * Shows screens below all others. The focus goes to the title of the first, which says it, and the rest of what
   * they say is announced.
   * @param {readonly Payload[]} screens
   * @param {Way} way
   * @param {Event} event
   */
  const append = (screens, way, event) => {
    const fresh = screens.map((screen) => {
      drawnSoFar += 1;
      const key = `screen-${drawnSoFar}`;
      const typed = event.type === "form" && samePlace(screen, live?.screen) ? event.fields : {};
      if (live !== undefined) retire(live.drawn);
      const drawn = drawScreen(screen, { say, act, announce, key, typed });
      live = { screen, drawn, key };
      return { screen, drawn };
    });
    // Whoever is forgotten by the program is not remembered by the window either.
    const forgotten = screens.some((screen) => screen.at.kind === "forgotten");
    if (forgotten) log.replaceChildren();
    log.append(...fresh.map(({ drawn }) => drawn));
    const arriving = way.goes === "below" && way.from === undefined;
    const first = fresh[0]?.drawn;
    if (!arriving) {
      first?.querySelector("h2")?.focus({ preventScroll: true });
      const top = way.goes === "below" && !forgotten ? way.from : first;
      top?.scrollIntoView({ block: "start" });
    }
    announce(
      ...fresh.flatMap(({ screen, drawn }, index) =>
        index === 0 && !arriving ? spoken(drawn) : [screen.title, ...spoken(drawn)],
      ),
    );
  };

  /**
   * A bubble about what went wrong, with one way out of it.
   * @param {string} text
   * @param {string} [label]
   * @param {() => void} [way]
   */
  const trouble = (text, label, way) => {
    const bubble = element("div", { class: "bubble trouble", role: "alert" }, element("p", {}, text));
    if (label !== undefined && way !== undefined) {
      const button = element("button", { type: "button", class: "main" }, label);
      button.addEventListener("click", () => {
        dropTrouble();
        way();
      });
      bubble.append(button);
    }
    log.append(bubble);
    bubble.querySelector("button")?.focus({ preventScroll: true });
    bubble.scrollIntoView({ block: "nearest" });
  };

  wireComposer({ form, input, menu }, commands, act);
  const first = document.body.dataset.visit === "first";
  const opening = first ? updateOf({ type: "command", name: "start", rest: "" }) : resume();
  void deliver(opening, { goes: "below", from: undefined });
}

function dropTrouble() {
  for (const bubble of log.querySelectorAll(".trouble")) bubble.remove();
}

/**
 * @param {string} said
 * @param {import("./text.js").Say} say
 */
function drawOwn(said, say) {
  return element(
    "div",
    { class: "bubble own" },
    element("span", { class: "hidden" }, `${say("you")} `),
    element("bdi", {}, said),
  );
}

/**
 * @param {Payload | undefined} one
 * @param {Payload | undefined} other
 */
function samePlace(one, other) {
  return one?.at.kind === other?.at.kind && one?.at.id === other?.at.id && one?.at.part === other?.at.part;
}

/**
 * What goes back into the field when it could not be sent.
 * @param {Event} event
 */
function typedIn(event) {
  if (event.type === "command") return `/${event.name} ${event.rest}`;
  return event.type === "text" ? event.text : "";
}

/**
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {{ new (): Kind }} kind
 * @returns {Kind}
 */
function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`index.html: expected an element #${id}`);
  return found;
}
