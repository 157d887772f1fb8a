/** From a look-up to a screen. Look-ups carry no turn: their buttons never grow old. */

import type { Library } from "../content/library.js";
import { heading, paragraph } from "../content/pack.js";
import { guardOf } from "../content/screens/article.js";
import { button, labelled, type Make, type Setting, withPerson } from "../content/screens/common.js";
import { personScreen } from "../content/screens/other.js";
import { interfaceWords, say, sayLine } from "../content/words.js";
import { writeDay, writeList } from "../content/write.js";
import { own } from "../engine/flow.js";
import type { Block, Line, Screen } from "../screen.js";
import { askScreen } from "./ask.js";
import { articleBody, lookupScreen } from "./common.js";
import { entryScreen, listScreen } from "./figures.js";
import type { LookupPage } from "./page.js";
import { topicScreen, topicsScreen } from "./topics.js";

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
    case "privacy": {
      const kept = setting.lasting === true ? "in-database" : "in-memory";
      return textScreen(
        make,
        "privacy",
        (["what", "not", "how-long", "erase", "who", kept, "platform"] as const).map((key) =>
          paragraph(say(library.interface, "privacy", key, { days: setting.sessionDays })),
        ),
      );
    }
    case "person":
      return {
        ...personScreen(make, { kind: "person", flags: [], notices: [], turn: 0 }),
        turn: "none",
        go: [button(make, "resume")],
      };
    case "ask":
      return askScreen(make, page);
    case "topics":
      return topicsScreen(make, page.near);
    case "topic":
      return topicScreen(make, page.topic, page.part);
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
