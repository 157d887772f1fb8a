/**
 * Every page that can be reached fits one message on every platform: at most 3,500 units of text, 25 options to an
 * ask, labels of 40, five fields. Each page is composed with the longest that can be put into it.
 */
import { compose } from "../../content/compose.js";
import type { Origin } from "../../content/loaded.js";
import type { Setting } from "../../content/screens/common.js";
import { composeLookup } from "../../lookup/compose.js";
import { type Button, type Screen, screenLimits, screenText } from "../../screen.js";
import { longLabels, saidBy, strayHoles } from "../interface-words.js";
import { flowPages, loosePages } from "../pages/flow.js";
import { articlePages, figurePages, generalPages, lookupPages } from "../pages/general.js";
import type { Placed } from "../pages/placed.js";
import type { Finding, ProofRule, ProvedSubject } from "../rule.js";

export const screens: ProofRule = {
  name: "screens",
  find(subject) {
    if (subject.broken(`${subject.words}/interface.yaml`)) return [];
    return everyScreen(subject).flatMap(({ at, screen }) => judged(subject, at, screen));
  },
};

/** Every screen that can be reached, in all its parts, each with the longest that can be put into it. */
export function everyScreen(subject: ProvedSubject): { at: Origin; screen: Screen }[] {
  const setting: Setting = {
    now: Date.parse(`${subject.on}T12:00:00Z`),
    today: subject.on,
    sessionDays: 999,
    community: "M".repeat(60),
  };
  const old: Setting = { ...setting, today: "9999-12-31" };
  const shown = (pages: readonly Placed[], days: readonly Setting[]): { at: Origin; screen: Screen }[] =>
    pages.flatMap((page) =>
      days.flatMap((day) => {
        const make = (one: Placed): Screen =>
          one.is === "page"
            ? compose(subject.library, one.page, day)
            : composeLookup(subject.library, one.page, day);
        return partsOf(page, make).map((screen) => ({ at: page.at, screen }));
      }),
    );
  return [
    ...shown(
      [
        ...generalPages(subject),
        ...lookupPages(subject),
        ...loosePages(subject),
        ...[...subject.proofs.values()].flatMap((proof) => flowPages(subject, proof)),
      ],
      [setting],
    ),
    // Under its banner an old article has the same parts from a case and from `/ask`.
    ...articlePages(subject).flatMap((page) =>
      shown([page], page.is === "page" ? [setting, old] : [setting]),
    ),
    ...shown(figurePages(subject), [setting, old]),
  ];
}

/** The screen of every part of a page. */
function partsOf(page: Placed, make: (page: Placed) => Screen): Screen[] {
  const first = make(page);
  const others = Array.from({ length: first.at.of - 1 }, (_, index) => make(withPart(page, index + 2)));
  return [first, ...others];
}

function withPart(page: Placed, part: number): Placed {
  if (page.is === "page") return "part" in page.page ? { ...page, page: { ...page.page, part } } : page;
  return "part" in page.page ? { ...page, page: { ...page.page, part } } : page;
}

function judged(subject: ProvedSubject, at: Origin, screen: Screen): Finding[] {
  const { kind, part, of } = screen.at;
  const where = of > 1 ? `${kind} screen, part ${part}, ` : `${kind} screen `;
  const text = screenText(screen);
  const told = longLabels(subject.library.interface).map((one) => one.text);
  const misfits = misfitsOf(screen, text.length, told).map(
    ({ is, expected }): Finding => ({ at, unexpected: `${where}with ${is}`, expected }),
  );
  return [...misfits, ...unfilled(subject, at, screen, text)];
}

/** What of a screen is over its limit; labels that are too long in `interface.yaml` already are `told` there. */
function misfitsOf(
  screen: Screen,
  length: number,
  told: readonly string[],
): { is: string; expected: string }[] {
  const most = screenLimits;
  const asks = screen.asks.map((ask) =>
    "options" in ask
      ? { count: ask.options.length, what: "options", most: most.options }
      : { count: ask.fields.length, what: "fields", most: most.fields },
  );
  const buttons = buttonsOf(screen);
  return [
    ...(length > most.text
      ? [{ is: `${length} units of text at its longest`, expected: `at most ${most.text}: shorter words` }]
      : []),
    ...asks
      .filter((ask) => ask.count > ask.most)
      .map((ask) => ({ is: `${ask.count} ${ask.what}`, expected: `at most ${ask.most}` })),
    ...buttons
      .filter(({ label }) => label.length > most.label && !told.some((one) => saidBy(one, label)))
      .map(({ label }) => ({
        is: `the button "${label}" of ${label.length} units`,
        expected: `at most ${most.label}`,
      })),
    ...buttons
      .flatMap((button) => ("id" in button ? [button.id] : []))
      .filter((id) => id.length > most.buttonId)
      .map((id) => ({
        is: `the button name "${id}" of ${id.length} units`,
        expected: `at most ${most.buttonId}: a shorter name`,
      })),
  ];
}

function buttonsOf(screen: Screen): Button[] {
  return [...screen.asks.flatMap((ask) => ("options" in ask ? ask.options : [])), ...screen.go];
}

/** A placeholder that no screen fills stays in the text as it is. */
function unfilled(subject: ProvedSubject, at: Origin, screen: Screen, text: string): Finding[] {
  const fields = screen.asks.flatMap((ask) => ("fields" in ask ? ask.fields : []));
  const shown = [text, ...[...buttonsOf(screen), ...fields].map((one) => one.label)].join("\n");
  const holes = new Set(shown.match(/\{[a-z-]+\}/g));
  if (holes.size === 0) return [];
  // What a word of the bot itself is not given is told where that word stands.
  const told = new Set(strayHoles(subject.library.interface).map((one) => one.hole));
  return [...holes].flatMap((hole): Finding[] => {
    if (told.has(hole)) return [];
    const expected = "only the placeholders that this text has room for";
    const words = Object.entries(subject.library.interface).flatMap(([section, texts]) =>
      Object.entries(texts)
        .filter(([, word]) => word.includes(hole))
        .map(([name]): Origin => ({ file: `${subject.words}/interface.yaml`, path: [section, name] })),
    );
    const [place = at] = words;
    return [{ at: place, unexpected: `placeholder ${hole}`, expected, same: hole }];
  });
}
