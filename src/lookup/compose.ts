/** From a look-up to a screen. Look-ups carry no turn: their buttons never grow old. */

import type { Article, Library } from "../content/library.js";
import { heading, paragraph, partOf, screenOf } from "../content/pack.js";
import { articleParts, guardOf, reviewedLine } from "../content/screens/article.js";
import { button, labelled, type Make, type Setting, withPerson } from "../content/screens/common.js";
import { personScreen } from "../content/screens/other.js";
import { interfaceWords, say, sayLine } from "../content/words.js";
import { writeDay, writeList } from "../content/write.js";
import { own } from "../engine/flow.js";
import type { Block, Line, PressButton, Screen } from "../screen.js";
import { entryScreen, listScreen } from "./figures.js";
import type { Found, LookupPage } from "./page.js";

/** The screen of a look-up. In private it offers to go on with the open questions. */
export function composeLookup(library: Library, page: LookupPage, setting: Setting): Screen {
  const make: Make = { library, setting };
  switch (page.kind) {
    case "help":
      return helpScreen(make);
    case "about":
      return textScreen(make, "about", [
        paragraph(say(library.interface, "about", "text")),
        paragraph(say(library.interface, "about", "who")),
        paragraph(say(library.interface, "about", "limits")),
        paragraph(
          say(library.interface, "about", "content", {
            revision: library.revision,
            day: writeDay(library.interface, library.reviewed),
            articles: Object.keys(library.articles).length,
            sources: Object.keys(library.sources).length,
          }),
        ),
      ]);
    case "privacy":
      return textScreen(
        make,
        "privacy",
        (["what", "not", "how-long", "erase", "who", "platform"] as const).map((key) =>
          paragraph(say(library.interface, "privacy", key, { days: setting.sessionDays })),
        ),
      );
    case "person":
      return {
        ...personScreen(make, { kind: "person", flags: [], notices: [], turn: 0 }),
        turn: "none",
        go: [button(make, "resume")],
      };
    case "ask":
      return askScreen(make, page);
    case "article":
      return articleLookup(make, page);
    case "look-up":
      return listScreen(make, page);
    case "look-up-entry":
      return entryScreen(make, page);
    case "unknown-command":
      return unknownScreen(make, page);
  }
}

function lookupScreen(
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

function textScreen(make: Make, section: "about" | "privacy", body: readonly Block[]): Screen {
  const forget = section === "privacy" ? [button(make, "forget")] : [];
  return lookupScreen(make, section, {
    title: say(make.library.interface, section, "title"),
    body,
    go: withPerson(make, [...forget, button(make, "resume")]),
  });
}

function helpScreen(make: Make): Screen {
  const words = make.library.interface;
  const flows = Object.keys(make.library.flows.flows).map(
    (id): Line => [
      { text: `/${id}`, mark: "code" },
      { text: ` ${own(make.library.flowWords, id)?.about ?? ""}` },
    ],
  );
  const lookups = Object.values(make.library.lookups).map(
    ({ id }): Line => [
      { text: `/${id}`, mark: "code" },
      { text: ` ${own(make.library.lookupWords, id)?.about ?? ""}` },
    ],
  );
  const commands = interfaceWords.commands.map(
    (name): Line => [{ text: `/${name}`, mark: "code" }, { text: ` ${say(words, "commands", name)}` }],
  );
  return lookupScreen(make, "help", {
    title: say(words, "help", "title"),
    body: [
      paragraph(say(words, "help", "intro")),
      heading(say(words, "help", "flows")),
      { kind: "list", ordered: false, items: flows },
      ...(lookups.length === 0
        ? []
        : [
            heading(say(words, "help", "lookups")),
            { kind: "list", ordered: false, items: lookups } as const,
          ]),
      heading(say(words, "help", "commands")),
      { kind: "list", ordered: false, items: commands },
    ],
    foot: [{ text: say(words, "help", "foot") }],
  });
}

function askScreen(make: Make, page: Extract<LookupPage, { kind: "ask" }>): Screen {
  const words = make.library.interface;
  if (page.query === "") {
    return lookupScreen(
      make,
      "how",
      { title: say(words, "ask", "how-title"), body: [paragraph(say(words, "ask", "how"))] },
      "ask",
    );
  }
  const notice = page.cut ? { notice: say(words, "ask", "cut") } : {};
  const guard = page.guard === null ? undefined : guardOf(make, page.guard);
  if (guard !== undefined) return articleBody(make, guard, 1, notice);
  const asked: Block = {
    kind: "paragraph",
    line: sayLine(words, "ask", "query", { query: { said: page.query } }),
  };
  const best = page.answers[0];
  if (best === undefined) {
    return lookupScreen(
      make,
      "nothing",
      {
        ...notice,
        title: say(words, "ask", "none-title"),
        body: [asked, paragraph(say(words, "ask", "none"))],
      },
      "ask",
    );
  }
  const article = own(make.library.articles, best.id);
  const others = page.answers.slice(1);
  return lookupScreen(
    make,
    best.id,
    {
      ...notice,
      title: best.title,
      body: [
        asked,
        paragraph(best.short),
        ...(others.length === 0
          ? []
          : [
              heading(say(words, "ask", "also")),
              {
                kind: "list",
                ordered: false,
                items: others.map(
                  (one): Line => [{ text: one.title, mark: "strong" }, { text: ` ${one.short}` }],
                ),
              } as const,
            ]),
      ],
      asks: [{ kind: "one", options: page.answers.map(readButton) }],
      foot: article === undefined ? [] : [{ text: reviewedLine(make, article) }],
    },
    "ask",
  );
}

function readButton(found: Found): PressButton {
  return labelled(`a:${found.id}`, found.title);
}

function articleLookup(make: Make, page: Extract<LookupPage, { kind: "article" }>): Screen {
  const article = own(make.library.articles, page.article) ?? guardOf(make, page.article);
  if (article === undefined) {
    return lookupScreen(
      make,
      page.article,
      { title: page.article, body: [paragraph(say(make.library.interface, "article", "hidden"))] },
      "article",
    );
  }
  return articleBody(make, article, page.part, {});
}

/** The whole article in its parts; the part is named in the button, since a look-up has no session. */
function articleBody(make: Make, article: Article, wanted: number, notice: { notice?: string }): Screen {
  const parts = articleParts(make, article);
  const { part, number } = partOf(parts, wanted);
  const turn = (to: number): string => `a:${article.id}:${to}`;
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
        ...(number < parts.length ? [button(make, "more", turn(number + 1))] : []),
        ...(number > 1 ? [button(make, "less", turn(number - 1))] : []),
        button(make, "resume"),
      ]),
      foot: [{ text: reviewedLine(make, article) }],
    },
    "article",
  );
}

function unknownScreen(make: Make, page: Extract<LookupPage, { kind: "unknown-command" }>): Screen {
  const words = make.library.interface;
  const near =
    page.near.length === 0
      ? []
      : [
          paragraph(
            say(words, "unknown", "near", {
              near: writeList(
                words,
                page.near.map((name) => `/${name}`),
              ),
            }),
          ),
        ];
  return lookupScreen(make, "unknown-command", {
    title: say(words, "unknown", "title"),
    body: [
      { kind: "paragraph", line: sayLine(words, "unknown", "text", { typed: { said: `/${page.typed}` } }) },
      ...near,
      paragraph(say(words, "unknown", "help")),
    ],
    asks:
      page.near.length === 0
        ? []
        : [{ kind: "one", options: page.near.map((name) => labelled(`cmd:${name}`, `/${name}`)) }],
  });
}
