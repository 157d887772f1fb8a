/** Every command a member can type, for menus. */
import type { CommandInfo } from "../adapter.js";
import type { Library } from "../content/library.js";
import { interfaceWords, say } from "../content/words.js";
import { own } from "../engine/flow.js";

/** The flows first, as they are what members come for; then look-ups and the bot's own commands. */
export function commandsOf(library: Library): CommandInfo[] {
  return [
    ...Object.values(library.flows.flows).map((flow) => ({
      name: flow.id,
      about: own(library.flowWords, flow.id)?.about ?? "",
      aliases: flow.aliases,
      inPublic: false,
    })),
    ...Object.values(library.lookups).map((lookup) => ({
      name: lookup.id,
      about: own(library.lookupWords, lookup.id)?.about ?? "",
      aliases: lookup.aliases,
      takes: { what: "name" as const, needed: false },
      inPublic: true,
    })),
    ...interfaceWords.commands.map((name) => ({
      name,
      about: say(library.interface, "commands", name),
      aliases: [],
      ...ownTakes(name),
      inPublic: name === "ask" || name === "help" || name === "privacy" || name === "about",
    })),
  ];
}

function ownTakes(name: (typeof interfaceWords.commands)[number]): Pick<CommandInfo, "takes"> {
  switch (name) {
    case "ask":
      return { takes: { what: "question", needed: true } };
    case "letters":
      return { takes: { what: "name", needed: false } };
    default:
      return {};
  }
}
