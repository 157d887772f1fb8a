/** The field below the chat: free text, and commands with a menu as soon as "/" is typed. */
import { element } from "./text.js";

/**
 * @typedef {import("../../../src/adapter.js").CommandInfo} CommandInfo
 * @typedef {import("../../../src/engine/event.js").Event} Event
 * @typedef {{ form: HTMLFormElement, input: HTMLInputElement, menu: HTMLElement }} Parts
 */

/**
 * Wires the field. `take` says whether it took the event; if not, the text stays.
 * @param {Parts} parts
 * @param {readonly CommandInfo[]} commands
 * @param {(event: Event, said: string) => boolean} take
 */
export function wireComposer({ form, input, menu }, commands, take) {
  let active = -1;

  /** @param {number} index */
  const activate = (index) => {
    active = index;
    for (const [at, option] of [...menu.children].entries()) {
      option.setAttribute("aria-selected", String(at === index));
      if (at === index) option.scrollIntoView({ block: "nearest" });
    }
    const option = menu.children[index];
    if (option === undefined) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", option.id);
  };

  /** @param {readonly CommandInfo[]} found */
  const open = (found) => {
    menu.replaceChildren(
      ...found.map((command, index) => drawCommand(command, index, () => choose(command))),
    );
    menu.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    activate(-1);
  };

  /** @param {CommandInfo} command */
  const choose = (command) => {
    input.value = `/${command.name} `;
    open([]);
    input.focus();
  };

  input.addEventListener("input", () => open(commandsFor(input.value, commands)));
  input.addEventListener("blur", () => open([]));
  input.addEventListener("keydown", (event) => {
    const count = menu.hidden ? 0 : menu.children.length;
    if (event.isComposing || count === 0) return;
    const chosen = active === -1 ? undefined : commandsFor(input.value, commands)[active];
    if (event.key === "ArrowDown") activate((active + 1) % count);
    else if (event.key === "ArrowUp") activate((active <= 0 ? count : active) - 1);
    else if (event.key === "Escape") open([]);
    else if (event.key === "Enter" && chosen !== undefined) choose(chosen);
    else return;
    event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = input.value.trim();
    if (typed === "" || !take(eventOf(typed), typed)) return;
    input.value = "";
    open([]);
  });
}

/**
 * What stands after "/" is a command, anything else is text; a word that is too long to be a command's name
 * (`limits.ts`) is text too, since the server would refuse it.
 * @param {string} typed
 * @returns {Event}
 */
function eventOf(typed) {
  const command = /^\/([^\s/]{1,64})(?:\s+([\s\S]*))?$/u.exec(typed);
  return command?.[1] === undefined
    ? { type: "text", text: typed, dates: [] }
    : { type: "command", name: command[1], rest: command[2] ?? "" };
}

/**
 * Commands that begin with what is typed, by name or alias; none once a space follows.
 * @param {string} typed
 * @param {readonly CommandInfo[]} commands
 */
function commandsFor(typed, commands) {
  const begun = /^\/(\S*)$/.exec(typed)?.[1]?.toLowerCase();
  if (begun === undefined) return [];
  return commands.filter((command) =>
    [command.name, ...command.aliases].some((name) => name.startsWith(begun)),
  );
}

/**
 * @param {CommandInfo} command
 * @param {number} index
 * @param {() => void} choose
 */
function drawCommand(command, index, choose) {
  const option = element(
    "div",
    { role: "option", id: `command-${index}`, "aria-selected": "false" },
    element("strong", {}, `/${command.name}`),
    " ",
    element("span", {}, command.about),
  );
  // Pressing, not clicking: a click would come after the field has lost the focus and the menu has closed.
  option.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    choose();
  });
  return option;
}
