/** Rich text as elements. Everything is set as text, never as markup, so what a member wrote stays what it is. */

/**
 * @typedef {import("../../../src/screen.js").Block} Block
 * @typedef {import("../../../src/screen.js").Line} Line
 * @typedef {import("../../../src/screen.js").Span} Span
 * @typedef {(name: string, fill?: Readonly<Record<string, string | number>>) => string} Say
 */

/**
 * An element with attributes and children. A string child becomes text.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Readonly<Record<string, string>>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * @param {Block} block
 * @param {Say} say
 * @param {(text: string) => void} announce
 * @returns {HTMLElement}
 */
export function drawBlock(block, say, announce) {
  switch (block.kind) {
    case "heading":
      return element("h3", {}, ...drawLine(block.line, say));
    case "paragraph": {
      const said = drawLine(block.line, say);
      // What is strong from end to end is what the screen is about: the question, or the answer in short.
      return isStrong(block.line) ? element("p", { class: "lead" }, ...said) : element("p", {}, ...said);
    }
    case "list": {
      const items = block.items.map((item) => element("li", {}, ...drawLine(item, say)));
      return element(block.ordered ? "ol" : "ul", {}, ...items);
    }
    case "copy":
      return drawCopy(block.line, say, announce);
    case "table":
      return drawTable(block, say);
  }
}

/** @param {Line} line */
function isStrong(line) {
  return line.length > 0 && line.every((span) => "mark" in span && span.mark === "strong");
}

/**
 * @param {Line} line
 * @param {Say} say
 * @returns {(Node | string)[]}
 */
export function drawLine(line, say) {
  return line.map((span) => drawSpan(span, say));
}

/**
 * @param {Span} span
 * @param {Say} say
 */
function drawSpan(span, say) {
  // `bdi` keeps the direction of a member's words from turning the text around them.
  if ("said" in span) return element("bdi", {}, span.said);
  if ("link" in span) return drawLink(span.text, span.link, say);
  if ("mark" in span && span.mark !== undefined) return element(span.mark, {}, span.text);
  return span.text;
}

/**
 * A link that leaves this page. One that is no web, mail or telephone address is shown as text.
 * @param {string} text
 * @param {string} address
 * @param {Say} say
 */
export function drawLink(text, address, say) {
  const protocol = URL.canParse(address) ? new URL(address).protocol : "";
  if (!["http:", "https:", "mailto:", "tel:"].includes(protocol)) {
    return element("span", {}, `${text} (${address})`);
  }
  return element(
    "a",
    { href: address, target: "_blank", rel: "noopener noreferrer" },
    text,
    element("span", { class: "hidden" }, ` ${say("new-tab")}`),
  );
}

/**
 * Text to take along, with a button that copies all of it.
 * @param {Line} line
 * @param {Say} say
 * @param {(text: string) => void} announce
 */
function drawCopy(line, say, announce) {
  const text = element("div", { class: "copy-text" }, ...drawLine(line, say));
  const button = element("button", { type: "button", class: "copy-button" }, say("copy"));
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(
        line.map((span) => ("said" in span ? span.said : span.text)).join(""),
      );
      button.textContent = say("copied");
      announce(say("copied"));
    } catch {
      // Without a secure origin there is no clipboard; the text is selected so that it can be copied by hand.
      getSelection()?.selectAllChildren(text);
      button.textContent = say("copy-by-hand");
      announce(say("copy-by-hand"));
    }
  });
  return element("div", { class: "copy" }, text, button);
}

/**
 * A table scrolls in itself where it is too wide, and can be scrolled with the keyboard.
 * @param {Extract<Block, { kind: "table" }>} table
 * @param {Say} say
 */
function drawTable(table, say) {
  const head = table.columns.map((column) =>
    column.length === 0 ? element("td") : element("th", { scope: "col" }, ...drawLine(column, say)),
  );
  const rows = table.rows.map((row) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, ...drawLine(row.name, say)),
      ...row.cells.map((cell) => element("td", {}, ...drawLine(cell, say))),
    ),
  );
  return element(
    "div",
    { class: "wide", tabindex: "0" },
    element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows)),
  );
}
