/** Everything else: home, a person, notes, changes, being sure, having forgotten. */
import { own } from "../../engine/flow.js";
import type { Page } from "../../engine/page.js";
import type { Block, Line, Screen } from "../../screen.js";
import { bullets, heading, type Piece, pack, paragraph, partOf, screenOf } from "../pack.js";
import { say, sayLine } from "../words.js";
import { shortOf, writeAnswer } from "../write.js";
import { button, flowWordsOf, labelled, type Make, noticeOf, turnButtons, withPerson } from "./common.js";

type Of<K extends Page["kind"]> = Extract<Page, { kind: K }>;

export function homeScreen(make: Make, page: Of<"home">): Screen {
  const words = make.library.interface;
  const { community, sessionDays } = make.setting;
  const cases = page.cases.map((one): { line: Line; flow: string } => ({
    flow: one.flow,
    line: [
      {
        text: say(words, "home", one.finished ? "case-done" : "case-item", {
          flow: flowWordsOf(make, one.flow)?.title ?? one.flow,
          answered: one.answered,
          of: one.of,
        }),
      },
    ],
  }));
  const flows = page.flows.map(
    (flow): Line => [
      { text: `/${flow}`, mark: "code" },
      { text: ` ${flowWordsOf(make, flow)?.about ?? ""}` },
    ],
  );
  const body: Block[] = [
    ...(community === undefined ? [] : [paragraph(say(words, "home", "greeting", { community }))]),
    paragraph(say(words, "home", "intro")),
    ...(cases.length === 0
      ? []
      : [
          heading(say(words, "home", "cases")),
          { kind: "list", ordered: false, items: cases.map((one) => one.line) } as const,
        ]),
    heading(say(words, "home", "flows")),
    { kind: "list", ordered: false, items: flows },
    paragraph(say(words, "home", "ask")),
    paragraph(say(words, "home", "privacy", { days: sessionDays })),
  ];
  return screenOf({
    at: { kind: "home", id: "home", part: 1, of: 1 },
    turn: page.turn,
    ...noticeOf(make, page),
    title: say(words, "home", "title"),
    body,
    asks: [
      {
        kind: "one",
        options: page.flows.map((flow) => labelled(`open:${flow}`, flowWordsOf(make, flow)?.title ?? flow)),
      },
    ],
    go: withPerson(make, [
      ...(Object.keys(make.library.flows.letters).length === 0 ? [] : [button(make, "letters")]),
      ...(page.kept ? [button(make, "forget")] : []),
    ]),
  });
}

export function personScreen(make: Make, page: Of<"person">): Screen {
  const words = make.library.interface;
  const mine = page.flow === undefined ? undefined : flowWordsOf(make, page.flow);
  const crisis = make.library.guards.find((guard) => guard.id === "crisis");
  const flags = page.flags.map(
    ({ flag, to }) => `${own(mine?.flags, flag)?.title ?? flag} ${say(words, "people", to)}.`,
  );
  const people = ["attorney", "gme", "sponsor", "nrmp", "dso"] as const;
  return screenOf({
    at: { kind: "person", id: "person", part: 1, of: 1 },
    turn: page.turn,
    ...noticeOf(make, page),
    title: say(words, "person", "title"),
    body: [
      ...(crisis === undefined ? [] : [heading(say(words, "person", "crisis")), paragraph(crisis.short)]),
      ...(flags.length === 0 ? [] : [heading(say(words, "person", "flags")), bullets(flags)]),
      heading(say(words, "person", "intro")),
      {
        kind: "list",
        ordered: false,
        items: people.map(
          (person): Line => [
            { text: say(words, "people", person), mark: "strong" },
            { text: ` ${say(words, "people", `${person}-text`)}` },
          ],
        ),
      },
    ],
    asks: crisis === undefined ? [] : [{ kind: "one", options: [labelled(`a:${crisis.id}`, crisis.title)] }],
    go: [button(make, "close")],
    foot: [{ text: say(words, "person", "foot") }],
  });
}

export function noteScreen(make: Make, page: Of<"note">): Screen {
  const words = make.library.interface;
  const mine = flowWordsOf(make, page.flow);
  const titled = own(mine?.groups, page.group);
  return screenOf({
    at: { kind: "note", id: page.group, part: 1, of: 1 },
    turn: page.turn,
    ...noticeOf(make, page),
    title: say(words, "note", "title", { group: titled?.title ?? page.group }),
    body: [
      paragraph(say(words, "note", "intro", { max: page.max })),
      ...(page.now === undefined ? [] : [{ kind: "copy", line: [{ said: page.now }] } as const]),
    ],
    asks: [
      {
        kind: "type",
        keep: true,
        fields: [
          {
            id: "note",
            label: titled?.note ?? say(words, "note", "field"),
            hint: say(words, "note", "hint"),
            accepts: "lines",
            max: page.max,
            ...(page.now === undefined ? {} : { now: page.now }),
          },
        ],
      },
    ],
    go: withPerson(make, [
      ...(page.now === undefined ? [] : [button(make, "note-clear")]),
      button(make, "close"),
    ]),
  });
}

export function changesScreen(make: Make, page: Of<"changes">): Screen {
  const words = make.library.interface;
  const mine = flowWordsOf(make, page.flow);
  const flow = own(make.library.flows.flows, page.flow);
  const head = paragraph(say(words, "changes", "intro"));
  const pieces = page.changes.map((change): Piece => {
    const asked = own(mine?.questions, change.question);
    const question = flow?.questions.find((one) => one.id === change.question);
    const fill = {
      question: shortOf(mine?.questions, change.question),
      answer: writeAnswer(words, question, asked, change.answer),
    };
    const verdict = change.verdict === undefined ? undefined : own(mine?.verdicts, change.verdict)?.title;
    const flags = change.newFlags.map((flag) => own(mine?.flags, flag)?.title ?? flag);
    return {
      item: {
        heading: head,
        again: head,
        ordered: false,
        line: [
          ...sayLine(words, "changes", verdict === undefined ? "item-flag" : "item-verdict", {
            ...fill,
            verdict: verdict ?? "",
            flags: flags.join("; "),
          }),
          ...(verdict === undefined || flags.length === 0
            ? []
            : [{ text: ` ${say(words, "changes", "also-flag", { flags: flags.join("; ") })}` }]),
        ],
      },
    };
  });
  const parts = pack(pieces.length === 0 ? [{ blocks: [paragraph(say(words, "changes", "none"))] }] : pieces);
  const { part, number } = partOf(parts, page.part);
  return screenOf({
    at: { kind: "changes", id: page.flow, part: number, of: parts.length },
    turn: page.turn,
    ...noticeOf(make, page),
    title: say(words, "changes", "title"),
    body: part?.blocks ?? [],
    go: withPerson(make, [
      ...turnButtons(make, number, parts.length),
      button(make, "review"),
      button(make, "to-plan", "close"),
    ]),
  });
}

export function sureScreen(make: Make, page: Of<"sure">): Screen {
  const words = make.library.interface;
  return screenOf({
    at: { kind: "sure", id: page.of, part: 1, of: 1 },
    turn: page.turn,
    ...noticeOf(make, page),
    title: say(words, "sure", `${page.of}-title`),
    body: [paragraph(say(words, "sure", page.of))],
    asks: [{ kind: "one", options: [button(make, "yes"), button(make, "no")] }],
    go: withPerson(make, []),
  });
}

export function forgottenScreen(make: Make): Screen {
  const words = make.library.interface;
  return screenOf({
    at: { kind: "forgotten", id: "forgotten", part: 1, of: 1 },
    // Its buttons belong to no case: nothing is kept that could know their turn.
    turn: "none",
    title: say(words, "forgotten", "title"),
    body: [paragraph(say(words, "forgotten", "text"))],
    go: withPerson(make, [labelled("help", say(words, "help", "title"))]),
  });
}
