/** A screen as one bubble of the chat: what is said, what is asked, files, and a quiet row of other ways. */
import { drawAsk, drawButton } from "./asks.js";
import { drawBlock, drawLine, element } from "./text.js";

/**
 * @typedef {import("../render.js").Payload} Payload
 * @typedef {import("../render.js").PayloadFile} PayloadFile
 * @typedef {import("./asks.js").Act} Act
 * @typedef {import("./text.js").Say} Say
 */

/** On these the foot says how far one has come, so it stands above the question and not below the answers. */
const progressKinds = ["question", "letter-question"];

/**
 * @param {Payload} screen
 * @param {{ say: Say, act: Act, announce: (text: string) => void, key: string,
 *   typed: Readonly<Record<string, string>> }} setting `key` makes the ids of its elements; `typed` is put back into fields
 * @returns {HTMLElement}
 */
export function drawScreen(screen, setting) {
  const { say, key, announce } = setting;
  const asking = { ...setting, turn: screen.turn };
  const foot = drawLine(screen.foot, say);
  const above = foot.length > 0 && progressKinds.includes(screen.at.kind);
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
    ...some(screen.notice !== undefined, () => element("p", { class: "notice" }, screen.notice ?? "")),
    element(
      "div",
      { class: "top" },
      element("h2", { id: `${key}-title`, tabindex: "-1" }, screen.title),
      ...some(above, () => element("p", { class: "progress" }, ...foot)),
    ),
    ...screen.body.map((block) => drawBlock(block, say, announce)),
    ...some(screen.attach.length > 0, () => drawFiles(screen.attach, say)),
    ...some(asks.length > 0, () => element("div", { class: "asks" }, ...asks)),
    ...some(go.length > 0, () =>
      element("div", { class: "go", role: "group", "aria-label": say("more") }, ...go),
    ),
    ...some(foot.length > 0 && !above, () => element("p", { class: "foot" }, ...foot)),
  );
}

/**
 * @param {boolean} wanted
 * @param {() => HTMLElement} draw
 */
function some(wanted, draw) {
  return wanted ? [draw()] : [];
}

/**
 * What a screen says beside its title, piece by piece, to be read aloud when it arrives.
 * @param {HTMLElement} screen
 * @returns {string[]}
 */
export function spoken(screen) {
  return [...screen.querySelectorAll(spokenParts)].map((part) => part.textContent.trim());
}

const spokenParts = [
  ":scope > .notice",
  ".progress",
  ":scope > :is(p, h3):not(.notice, .foot)",
  ":scope > :is(ul, ol):not(.files) > li",
  ":scope > .copy > .copy-text",
  ":scope > .wide :is(th, td)",
].join(", ");

/**
 * An earlier screen keeps its words and files and loses what could be pressed.
 * @param {HTMLElement} screen
 */
export function retire(screen) {
  screen.classList.add("past");
  for (const part of screen.querySelectorAll(".asks, .go")) part.remove();
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
      { href: address, download: file.name, type: file.type, class: "file" },
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
