/** What is shown where others can read it: never what somebody asked or answered, and nothing for others to press. */
import type { Library } from "../content/library.js";
import { paragraph, screenOf } from "../content/pack.js";
import { say } from "../content/words.js";
import { namesOnly } from "../lookup/ask.js";
import type { Block, Button, Screen } from "../screen.js";

/** The same short reply to every command of a case, with a button that opens the private chat there. */
export function invitation(library: Library, start: string): Screen {
  return screenOf({
    at: { kind: "group", id: "private", part: 1, of: 1 },
    turn: "none",
    audience: "everyone",
    title: say(library.interface, "trouble", "group-title"),
    body: [paragraph(say(library.interface, "trouble", "group"))],
    go: [privately(library, start)],
  });
}

/**
 * A look-up for everyone: without the words that were typed, and with the one button that leads to the private chat. Articles that may
 * be meant are named, as nobody can choose one there: who asks with such a title gets the article.
 */
export function inPublic(library: Library, screen: Screen): Screen {
  return {
    ...screen,
    audience: "everyone",
    body: [...screen.body.filter((block) => !quotes(block)), ...(namesOnly(screen) ? offeredBy(screen) : [])],
    asks: [],
    go: [privately(library, "start")],
  };
}

function offeredBy({ asks }: Screen): Block[] {
  const labels = asks.flatMap((ask) => (ask.kind === "one" ? ask.options.map(({ label }) => label) : []));
  const items = labels.map((text) => [{ text }]);
  return items.length === 0 ? [] : [{ kind: "list", ordered: false, items }];
}

function privately(library: Library, start: string): Button {
  return { label: say(library.interface, "trouble", "group-title"), start };
}

function quotes(block: Block): boolean {
  switch (block.kind) {
    case "list":
      return block.items.some((line) => line.some((span) => "said" in span));
    case "table":
      return block.rows.some((row) =>
        [row.name, ...row.cells].some((line) => line.some((span) => "said" in span)),
      );
    default:
      return block.line.some((span) => "said" in span);
  }
}
