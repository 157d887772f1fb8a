/** What could follow a command while it is still being typed: names of a list, titles of articles. Nothing is studied for it. */
import type { Suggestion } from "../adapter.js";
import type { Library } from "../content/library.js";
import { lookupNamed } from "../content/parse-lookup.js";
import { entriesMeant } from "../engine/entries.js";
import { own } from "../engine/flow.js";
import { plainName } from "../engine/screens/command.js";
import { entryTitle, keysHeld } from "../lookup/entry.js";

/**
 * At most `most`, best first, each as a member reads it and as the command takes it. Of a command that takes nothing there
 * are none; where nothing was typed yet the list begins at its beginning.
 */
export function suggest(library: Library, command: string, typed: string, most: number): Suggestion[] {
  const name = plainName(command);
  const lookup = lookupNamed(library, name);
  if (lookup !== undefined) {
    const held = keysHeld(library, lookup);
    const titles = held.map((key) => ({ key, title: entryTitle(library, lookup, key) }));
    const meant = entriesMeant(
      lookup.entries.filter(({ key }) => held.includes(key)),
      typed,
    );
    const keys = meant.is === "one" ? [meant.key] : "keys" in meant ? meant.keys : [];
    const near = keys.flatMap((key) => titles.filter((one) => one.key === key)).map(({ title }) => title);
    const fitting = titles.map(({ title }) => title).filter((title) => fits(title, typed));
    return listed([...near, ...fitting], most);
  }
  switch (name) {
    case "ask":
      return listed(
        titlesOf(library).filter((title) => fits(title, typed)),
        most,
      );
    case "letters":
      return listed(
        Object.keys(library.flows.letters)
          .map((id) => own(library.letterWords, id)?.title ?? id)
          .filter((title) => fits(title, typed)),
        most,
      );
    default:
      return [];
  }
}

/** Whether each word that was typed begins a word of it. */
function fits(title: string, typed: string): boolean {
  const words = wordsOf(title);
  return wordsOf(typed).every((begin) => words.some((word) => word.startsWith(begin)));
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** First one of each topic and then the next, so that a short list shows what there is. */
function titlesOf({ articles }: Library): string[] {
  const byTopic = new Map<string, string[]>();
  for (const { id, title } of Object.values(articles)) {
    const topic = id.split("/")[0] ?? "";
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), title]);
  }
  const longest = Math.max(0, ...[...byTopic.values()].map((titles) => titles.length));
  return Array.from({ length: longest }, (_, at) =>
    [...byTopic.values()].flatMap((titles) => titles[at] ?? []),
  ).flat();
}

function listed(values: readonly string[], most: number): Suggestion[] {
  return [...new Set(values)].slice(0, most).map((value) => ({ label: value, value }));
}
