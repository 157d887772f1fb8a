/** What can be passed on to others: articles as `/ask` answers with them, without a word of who asked. */
import type { Found } from "../adapter.js";
import type { Library } from "../content/library.js";
import type { Setting } from "../content/screens/common.js";
import { own } from "../engine/flow.js";
import { composeLookup } from "../lookup/compose.js";
import type { Answered, LookupPage } from "../lookup/page.js";
import { blockText } from "../screen.js";
import { plainEvent } from "./free-text.js";
import { inPublic } from "./group.js";
import type { Shelf } from "./parts.js";
import { beginning } from "./route.js";

/**
 * At most `most` articles, best first: those that answer the words, then those that come near. A guard that the words
 * call for is the only one. Of words that say nothing or are too long there are none.
 */
export function find({ library, asking }: Shelf, setting: Setting, words: string, most: number): Found[] {
  const plain = plainEvent({ type: "text", text: words.trim(), dates: [] });
  if ("tooLong" in plain || plain.event.type !== "text" || plain.event.text === "") return [];
  const query = beginning(plain.event.text).read;
  const foundAs = (id: string, answered: Answered): Found => {
    const page: LookupPage = { kind: "ask", query, cut: false, ...answered };
    return passedOn(library, setting, id, page, answered.guard !== null);
  };
  const asked = asking.ask(query);
  const guard = asking.guard(plain.event.text) ?? asked.guard;
  if (guard !== null) return [foundAs(guard, { ...none, guard })].slice(0, most);
  const near = asked.nearest.filter(({ id }) => asked.answers.every((one) => one.id !== id));
  return [...asked.answers, ...near]
    .slice(0, most)
    .map((one) => foundAs(one.id, { ...none, answers: [one] }));
}

/** The article as `/ask` answers with it where it was found; nothing where there is no such article. */
export function articleToPassOn({ library }: Shelf, setting: Setting, id: string): Found | undefined {
  const article = own(library.articles, id);
  if (article === undefined) return undefined;
  const { title, short } = article;
  const answers = [{ id, title, short, score: 1 }];
  return passedOn(library, setting, id, { kind: "ask", query: title, cut: false, ...none, answers }, false);
}

function passedOn(library: Library, setting: Setting, id: string, page: LookupPage, guard: boolean): Found {
  const screen = inPublic(library, composeLookup(library, page, setting));
  const [first] = screen.body;
  return { id, title: screen.title, short: first === undefined ? "" : blockText(first), guard, screen };
}

const none: Answered = { guard: null, answers: [], several: false, nearest: [], flow: null };
