/** What the screens of look-ups share. */
import type { Article } from "../content/library.js";
import { partOf, screenOf } from "../content/pack.js";
import { articleParts, reviewedLine } from "../content/screens/article.js";
import { button, type Make, turnButtons, withPerson } from "../content/screens/common.js";
import type { Screen } from "../screen.js";

/** A screen without a turn, which offers to go on with the open questions. */
export function lookupScreen(
  make: Make,
  id: string,
  given: Pick<Screen, "title" | "body"> & Partial<Screen>,
  kind = id,
): Screen {
  return screenOf({
    at: { kind, id, part: 1, of: 1 },
    turn: "none",
    go: withPerson(make, [button(make, "resume")]),
    ...given,
  });
}

/** The whole article in its parts; the part is named in the button, since a look-up has no session. */
export function articleBody(
  make: Make,
  article: Article,
  wanted: number,
  notice: { notice?: string },
): Screen {
  const parts = articleParts(make, article);
  const { part, number } = partOf(parts, wanted);
  return lookupScreen(
    make,
    article.id,
    {
      ...notice,
      at: { kind: "article", id: article.id, part: number, of: parts.length },
      title: article.title,
      body: part?.blocks ?? [],
      asks: part === undefined || part.options.length === 0 ? [] : [{ kind: "one", options: part.options }],
      go: withPerson(make, [
        ...turnButtons(make, number, parts.length, (to) => `a:${article.id}:${to}`),
        button(make, "resume"),
      ]),
      foot: [{ text: reviewedLine(make, article) }],
    },
    "article",
  );
}
