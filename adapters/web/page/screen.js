/** A screen as one bubble of the chat: what is said, what is asked, files, and a quiet row of other ways. */
import { drawAsk, drawButton } from "./asks.js";
import { drawBlock, drawLine, element } from "./text.js";

/**
 * @typedef {import("../render.js").Payload} Payload
 * @typedef {import("../render.js").PayloadFile} PayloadFile
 * @typedef {import("./asks.js").Act} Act
 * @typedef {import("./text.js").Say} Say
 */

/**
 * @param {Payload} screen
 * @param {{ say: Say, act: Act, announce: (text: string) => void, key: string,
 *   typed: Readonly<Record<string, string>> }} setting `key` makes the ids of its elements; `typed` is put back into fields
 * @returns {HTMLElement}
 */
export function drawScreen(screen, setting) {
  const { say, key, announce } = setting;
  const asking = { ...setting, turn: screen.turn };
  const title = element("h2", { id: `${key}-title`, tabindex: "-1" }, screen.title);
  const body = screen.body.map((block) => drawBlock(block, say, announce));
  const asks = screen.asks.map((ask, index) => drawAsk(ask, { ...asking, key: `${key}-${index}` }));
  const go = screen.go.map((button) => drawButton(button, "quiet", asking));
  return element(
    "article",
    {
      class: "bubble theirs",
      "aria-labelledby": `${key}-title`,
      "data-kind": screen.at.kind,
      "data-id": screen.at.id,
      "data-part": String(screen.at.part),
    },
    ...(screen.notice === undefined
      ? []
      : [element("p", { class: "notice", role: "status" }, screen.notice)]),
    title,
    ...body,
    ...(screen.attach.length === 0 ? [] : [drawFiles(screen.attach, say)]),
    ...(asks.length === 0 ? [] : [element("div", { class: "asks" }, ...asks)]),
    ...(screen.foot.length === 0 ? [] : [element("p", { class: "foot" }, ...drawLine(screen.foot, say))]),
    ...(go.length === 0
      ? []
      : [element("div", { class: "go", role: "group", "aria-label": say("more") }, ...go)]),
  );
}

/**
 * An earlier screen keeps its words and files and loses what could be pressed.
 * @param {HTMLElement} screen
 */
export function retire(screen) {
  screen.classList.add("past");
  for (const part of screen.querySelectorAll(".asks, .go")) part.remove();
  screen.querySelector(".notice")?.removeAttribute("role");
}

/**
 * While an answer is on its way nothing of the screen can be pressed twice.
 * @param {HTMLElement} screen
 * @param {"waiting" | "ready"} now
 */
export function hold(screen, now) {
  for (const control of screen.querySelectorAll("button, input, textarea")) {
    control.toggleAttribute("disabled", now === "waiting");
  }
}

/**
 * @param {readonly PayloadFile[]} files
 * @param {Say} say
 */
function drawFiles(files, say) {
  const items = files.map((file) => {
    const address = URL.createObjectURL(new Blob([bytesOf(file.base64)], { type: file.type }));
    const link = element(
      "a",
      { href: address, download: file.name, class: "file" },
      say("download", { name: file.name }),
    );
    return element(
      "li",
      {},
      ...(file.type === "image/png" ? [element("img", { src: address, alt: file.alt })] : []),
      link,
      ...(file.type === "image/png" ? [] : [element("p", { class: "hint" }, file.alt)]),
    );
  });
  return element("ul", { class: "files", "aria-label": say("files") }, ...items);
}

/** @param {string} base64 */
function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}
