/** What a screen asks for, as buttons, boxes and fields. */
import { drawLink, element } from "./text.js";

/**
 * @typedef {import("../../../src/screen.js").Ask} Ask
 * @typedef {import("../../../src/screen.js").Button} Button
 * @typedef {import("../../../src/screen.js").Field} Field
 * @typedef {import("../../../src/engine/event.js").Event} Event
 * @typedef {import("./text.js").Say} Say
 * @typedef {number | "none"} Turn
 *
 * What was done, and how it reads in the member's own bubble; without `said` the screen changes where it stands.
 * False where it was not taken, because an earlier answer is awaited or it is too large: then nothing may change.
 * @typedef {(event: Event, said?: string) => boolean} Act
 * @typedef {{ say: Say, act: Act, turn: Turn, key: string, typed: Readonly<Record<string, string>> }} Asking
 */

/**
 * @param {Ask} ask
 * @param {Asking} asking
 * @returns {HTMLElement}
 */
export function drawAsk(ask, asking) {
  switch (ask.kind) {
    case "one": {
      const buttons = ask.options.map((option) => drawButton(option, "option", asking));
      return ask.legend === undefined
        ? group(asking.say("one"), "hidden", ...buttons)
        : group(ask.legend, "caption", ...buttons);
    }
    case "many":
      return drawMany(ask, asking);
    case "type":
      return drawFields(ask.fields, asking);
  }
}

/**
 * @param {Button} button
 * @param {"option" | "quiet"} look
 * @param {Asking} asking
 * @returns {HTMLElement}
 */
export function drawButton(button, look, { say, act, turn }) {
  if ("url" in button) {
    const link = drawLink(button.label, button.url, say);
    link.classList.add(look);
    return link;
  }
  const made = element("button", { type: "button", class: look }, button.label);
  if ("start" in button) {
    made.addEventListener("click", () =>
      act({ type: "command", name: "start", rest: button.start }, button.label),
    );
    return made;
  }
  made.value = button.id;
  if (button.on === true) {
    made.classList.add("on");
    made.append(element("span", { class: "hidden" }, ` ${say("current")}`));
  }
  made.addEventListener("click", () => act({ type: "press", button: button.id, turn }, button.label));
  return made;
}

/**
 * @param {Extract<Ask, { kind: "many" }>} ask
 * @param {Asking} asking
 */
function drawMany(ask, { say, act, turn, key }) {
  const boxes = ask.options.map((option) => {
    const box = element("input", { type: "checkbox", id: `${key}-${option.id}`, value: option.id });
    box.checked = option.on === true;
    return { box, option };
  });
  const rows = boxes.map(({ box, option }) =>
    element("label", { class: "tick" }, box, element("span", {}, option.label)),
  );
  const ticked = () => boxes.filter(({ box }) => box.checked).map(({ option }) => option);
  const { done } = ask;
  /** @param {string} [said] */
  const pick = (said) =>
    act({ type: "pick", group: ask.group, chosen: ticked().map((option) => option.id), turn }, said);
  if (done === undefined) {
    for (const { box } of boxes) {
      box.addEventListener("change", () => {
        if (!pick()) box.checked = !box.checked;
      });
    }
    return group(ask.legend ?? say("ticks"), "caption", ...rows);
  }
  const submit = element("button", { type: "button", class: "main" }, done);
  submit.addEventListener("click", () => {
    const labels = ticked().map((option) => option.label);
    pick(labels.length === 0 ? done : labels.join(", "));
  });
  return group(ask.legend ?? say("many"), "caption", ...rows, submit);
}

/**
 * One form for all fields. What is too long or empty is told here, before it is sent, so that nothing typed is lost.
 * @param {readonly Field[]} fields
 * @param {Asking} asking
 */
function drawFields(fields, asking) {
  const drawn = fields.map((field) => drawField(field, asking));
  const { say, act, turn } = asking;
  const form = element(
    "form",
    { class: "fields", autocomplete: "off", novalidate: "" },
    ...drawn.map((one) => one.row),
    element("button", { type: "submit", class: "main" }, say("submit")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = drawn.filter((one) => !one.judge());
    if (wrong[0] !== undefined) {
      wrong[0].input.focus();
      return;
    }
    const values = Object.fromEntries(drawn.map((one) => [one.field.id, one.input.value]));
    const said = drawn.map((one) =>
      drawn.length === 1 ? one.input.value : `${one.field.label}: ${one.input.value}`,
    );
    act({ type: "form", fields: values, turn }, said.join("\n"));
  });
  return form;
}

/**
 * @param {Field} field
 * @param {Asking} asking
 */
function drawField(field, { say, key, typed }) {
  const id = `${key}-${field.id}`;
  const attributes = {
    id,
    "aria-describedby": `${id}-hint ${id}-trouble`,
    autocomplete: "off",
    dir: "auto",
  };
  const input =
    field.accepts === "lines"
      ? element("textarea", { ...attributes, rows: "4" })
      : element("input", {
          ...attributes,
          type: "text",
          ...(field.accepts === "number" ? { inputmode: "numeric" } : {}),
        });
  input.value = typed[field.id] ?? field.now ?? "";
  const count = element("span", { class: "count", "aria-hidden": "true" });
  const hint = element("p", { id: `${id}-hint`, class: "hint" }, element("span", {}, field.hint), count);
  const trouble = element("p", { id: `${id}-trouble`, class: "field-trouble", role: "alert" });
  const measure = () => {
    const length = input.value.length;
    const telling = field.accepts === "lines" || (field.accepts === "line" && length > field.max * 0.8);
    count.textContent = telling ? say("count", { length, max: field.max }) : "";
  };
  const judge = () => {
    const length = input.value.length;
    const wrong =
      input.value.trim() === ""
        ? say("empty")
        : length > field.max
          ? say("too-long", { length, max: field.max })
          : "";
    trouble.textContent = wrong;
    input.setAttribute("aria-invalid", String(wrong !== ""));
    return wrong === "";
  };
  input.addEventListener("input", () => {
    measure();
    if (trouble.textContent !== "") judge();
  });
  measure();
  const row = element(
    "div",
    { class: "field" },
    element("label", { for: id }, field.label),
    input,
    hint,
    trouble,
  );
  if (field.accepts === "date") trouble.after(drawCalendar(id, input, say));
  return { field, input, row, judge };
}

/**
 * People write dates freely, so the text counts; the browser's calendar only writes into it.
 * @param {string} id
 * @param {HTMLInputElement | HTMLTextAreaElement} input
 * @param {Say} say
 */
function drawCalendar(id, input, say) {
  const calendar = element("input", { type: "date", id: `${id}-day` });
  calendar.addEventListener("change", () => {
    if (calendar.value === "") return;
    input.value = calendar.value;
    input.dispatchEvent(new InputEvent("input"));
  });
  return element(
    "div",
    { class: "calendar" },
    element("label", { for: `${id}-day` }, say("pick-day")),
    calendar,
  );
}

/**
 * @param {string} name
 * @param {"hidden" | "caption"} look
 * @param {...HTMLElement} children
 */
function group(name, look, ...children) {
  return element("fieldset", {}, element("legend", { class: look }, name), ...children);
}
