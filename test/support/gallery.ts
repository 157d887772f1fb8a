/** Screens made by hand that together hold every kind of block, span, ask, button and file an adapter can be given. */
import type { Ask, Attachment, Block, Button, Line, Screen } from "../../src/screen.js";

/** A member's words that are markup somewhere: each must come out as it went in. */
export const markup =
  "<b>bold</b> *star* _under_ ~wave~ `tick` ||bar|| [text](https://example.org) @everyone &amp; \\ # > - 1. {slot}";

/** A screen with everything empty but what is given. */
export function screen(given: Pick<Screen, "title"> & Partial<Screen>): Screen {
  return {
    at: { kind: "question", id: "section", part: 1, of: 1 },
    turn: 7,
    audience: "member",
    body: [],
    asks: [],
    go: [],
    attach: [],
    foot: [],
    ...given,
  };
}

const person: Button = { id: "person", label: "Talk to someone" };
const go: readonly Button[] = [
  { id: "back", label: "Back" },
  { id: "why", label: "Why do you ask?" },
  { id: "review", label: "Show my answers" },
  { id: "pause", label: "Pause" },
  person,
];
const foot: Line = [{ text: "Question 3 of at most 16 · /denied" }];

const paragraph = (text: string): Block => ({ kind: "paragraph", line: [{ text }] });
const strong = (text: string): Block => ({ kind: "paragraph", line: [{ text, mark: "strong" }] });

export const home = screen({
  at: { kind: "home", id: "home", part: 1, of: 1 },
  turn: 0,
  title: "Preceptor",
  body: [
    paragraph("I ask a few questions in private and give you a plan with dates, drafts and sources."),
    { kind: "heading", line: [{ text: "What has happened?" }] },
    {
      kind: "list",
      ordered: false,
      items: [[{ text: "/denied", mark: "code" }, { text: " A US visa was refused" }]],
    },
  ],
  asks: [{ kind: "one", options: [{ id: "open:denied", label: "My US visa was refused" }] }],
  go: [person],
});

/** A choice, with options that are explained above and one that was chosen before. */
export const choice = screen({
  title: "Section of the refusal",
  body: [
    strong("Which section of the law does your refusal letter name?"),
    {
      kind: "list",
      ordered: false,
      items: [
        [
          { text: "214(b)", mark: "strong" },
          { text: ": the officer was not convinced that you will leave again." },
        ],
        [
          { text: "221(g)", mark: "strong" },
          { text: ": papers or checks are still missing; it is not over yet." },
        ],
      ],
    },
    { kind: "paragraph", line: [{ text: "It stands on the letter, often near the top.", mark: "em" }] },
  ],
  asks: [
    {
      kind: "one",
      options: [
        { id: "o:b214", label: "214(b)", on: true },
        { id: "o:g221", label: "221(g)" },
        { id: "o:a212", label: "212(a)" },
        { id: "unsure", label: "I don't know" },
      ],
    },
  ],
  go,
  foot,
});

/** A question with several answers that are sent together. */
export const several = screen({
  at: { kind: "question", id: "shown", part: 1, of: 1 },
  title: "What you showed",
  body: [strong("What did you show at the interview?")],
  asks: [
    {
      kind: "many",
      group: "shown",
      options: [
        { id: "o:work-at-home", label: "Work at home", on: true },
        { id: "o:who-pays", label: "Who pays" },
        { id: "o:family-at-home", label: "Family at home" },
      ],
      done: "Done",
    },
  ],
  go: [{ id: "none", label: "None of these" }, ...go],
  foot,
});

/** One field of every kind. */
export const fields = screen({
  at: { kind: "question", id: "refused-on", part: 1, of: 1 },
  title: "Day of the refusal",
  notice: "I could not read that as a date.",
  body: [strong("When was your visa refused?")],
  asks: [
    {
      kind: "type",
      keep: true,
      fields: [
        {
          id: "refused-on",
          label: "Day of the refusal",
          hint: "For example 3 March 2026",
          accepts: "date",
          max: 60,
        },
        {
          id: "refusals",
          label: "How many refusals",
          hint: "A whole number",
          accepts: "number",
          max: 9,
          now: "2",
        },
        { id: "city", label: "Where", hint: "The city", accepts: "line", max: 60 },
        { id: "words", label: "What was said", hint: "In your own words", accepts: "lines", max: 400 },
      ],
    },
  ],
  go,
  foot,
});

/** A single field, as most typed questions have it. */
export const field = screen({
  at: { kind: "practice", id: "interview", part: 1, of: 1 },
  title: "Rehearsal",
  body: [strong("Why was your last application refused?")],
  asks: [
    {
      kind: "type",
      keep: false,
      fields: [
        { id: "own-words", label: "Your answer", hint: "Counted and forgotten", accepts: "lines", max: 900 },
      ],
    },
  ],
  go: [{ id: "points", label: "Show what belongs in it" }, person],
});

/** A plan: headings, ticks that count at once, options beside them, a table, links. */
export function plan(done: readonly string[]): Screen {
  const actions = ["keep-papers", "post-mortem", "narrative"];
  const names: Readonly<Record<string, string>> = {
    "keep-papers": "Keep every paper of the refusal",
    "post-mortem": "Write down the interview",
    narrative: "Write your story on one page",
  };
  return screen({
    at: { kind: "plan", id: "change-first", part: 1, of: 2 },
    title: "Your plan: My US visa was refused",
    body: [
      { kind: "heading", line: [{ text: "See a person first" }] },
      {
        kind: "list",
        ordered: false,
        items: [
          [
            { text: "Two refusals", mark: "strong" },
            { text: " → an immigration attorney. Bring every letter." },
          ],
        ],
      },
      { kind: "heading", line: [{ text: "Now" }] },
      {
        kind: "list",
        ordered: true,
        items: actions.map(
          (id): Line => [
            ...(done.includes(id) ? [{ text: "✓ " }] : []),
            { text: names[id] ?? id, mark: "strong" },
            { text: " — by 8 December 2026" },
          ],
        ),
      },
      {
        kind: "table",
        columns: [[], [{ text: "First program" }], [{ text: "Second program" }]],
        rows: [
          { name: [{ text: "Visa" }], cells: [[{ text: "J-1" }], [{ said: markup }]] },
          {
            name: [{ text: "Call", mark: "strong" }],
            cells: [[{ text: "every 4th night" }], [{ text: "night float" }]],
          },
        ],
      },
      {
        kind: "paragraph",
        line: [
          { text: "Source: " },
          { text: "Visa denials", link: "https://travel.state.gov/denials.html" },
          { text: " (official)." },
        ],
      },
    ],
    asks: [
      {
        kind: "many",
        legend: "Done already:",
        group: "t:0-3",
        options: actions.map((id) => ({
          id: `t:${id}`,
          label: names[id] ?? id,
          ...(done.includes(id) ? { on: true } : {}),
        })),
      },
      {
        kind: "one",
        legend: "Open one to read how:",
        options: actions.map((id) => ({ id: `s:${id}`, label: names[id] ?? id })),
      },
    ],
    go: [{ id: "more", label: "More" }, { id: "calendar", label: "Calendar file" }, person],
    foot: [{ text: "General information, not legal advice. A person who knows your papers decides." }],
  });
}

export const calendarText = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n";
const calendarFile: Attachment = {
  name: "dates.ics",
  type: "text/calendar",
  bytes: new TextEncoder().encode(calendarText),
  alt: "The dates of your plan as a calendar file",
};
/** One transparent pixel. */
const picture: Attachment = {
  name: "chart.png",
  type: "image/png",
  bytes: Uint8Array.from(
    Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    ),
  ),
  alt: "A chart with one bar",
};

/** Text to copy that holds a member's words, and files. */
export const letter = screen({
  at: { kind: "letter", id: "post-mortem", part: 1, of: 1 },
  title: "Notes on the interview",
  body: [
    paragraph("This is a draft. It says only what you told me."),
    {
      kind: "copy",
      line: [{ text: "Dear officer,\n\nI said: " }, { said: markup }, { text: "\n\nThank you." }],
    },
  ],
  asks: [{ kind: "one", options: [{ id: "edit:words", label: "What was said" }] }],
  attach: [calendarFile, picture],
  go: [{ id: "close", label: "Back to the plan" }, person],
});

/** A look-up, with buttons that open an address and the private chat. */
export const lookup = screen({
  at: { kind: "article", id: "denial/b214", part: 1, of: 1 },
  turn: "none",
  title: "What 214(b) means",
  body: [paragraph("It means that the officer was not convinced.")],
  go: [
    { label: "Official page", url: "https://travel.state.gov/" },
    { label: "Open it in private", start: "denied" },
    { id: "resume", label: "Go on" },
  ],
  foot: [{ text: "Reviewed on 21 November 2026." }],
});

/** A red flag that interrupts: a person comes first. */
export const stop = screen({
  at: { kind: "stop", id: "two-refusals", part: 1, of: 1 },
  title: "Two refusals: see an attorney before you apply again",
  body: [
    paragraph("A third application that says the same is likely to end the same way."),
    { kind: "heading", line: [{ text: "Whom to see: an immigration attorney" }] },
    paragraph("Your own attorney, with experience with physicians."),
    { kind: "heading", line: [{ text: "Bring this" }] },
    {
      kind: "list",
      ordered: false,
      items: [[{ text: "Every letter of refusal" }], [{ text: "The forms as you sent them" }]],
    },
    paragraph("You can go on with the questions afterwards."),
  ],
  go: [
    { id: "go-on", label: "Go on with the questions" },
    { id: "review", label: "Show my answers" },
    { id: "pause", label: "Pause" },
    person,
  ],
});

/** All answers so far, among them words in other scripts and directions. */
export const review = screen({
  at: { kind: "review", id: "denied", part: 1, of: 1 },
  title: "Your answers",
  body: [
    { kind: "heading", line: [{ text: "So far you said" }] },
    {
      kind: "list",
      ordered: false,
      items: [
        [{ text: "Section of the refusal: 214(b)" }],
        [{ text: "Where: " }, { said: "السفارة في عمّان (٢٠٢٦)" }],
        [{ text: "What was said: " }, { said: "He asked “why now?” 👩‍⚕️🇵🇰 漢字かな" }],
      ],
    },
  ],
  asks: [
    {
      kind: "one",
      legend: "Change an answer:",
      options: [
        { id: "edit:section", label: "Section of the refusal" },
        { id: "edit:city", label: "Where" },
        { id: "edit:words", label: "What was said" },
      ],
    },
  ],
  go: [{ id: "close", label: "Go on" }, { id: "start-over", label: "Start over" }, person],
});

export const gallery: readonly Screen[] = [
  home,
  choice,
  several,
  fields,
  field,
  stop,
  review,
  plan(["keep-papers"]),
  letter,
  lookup,
];

/** What every adapter must refuse to fit, by name: each has more of one thing than a screen may have. */
export const oversize: Readonly<Record<string, Screen>> = {
  text: screen({ title: "Long", body: Array.from({ length: 60 }, () => paragraph("word ".repeat(40))) }),
  options: screen({ title: "Many", asks: [manyOptions(120)] }),
  label: screen({ title: "Wide", asks: [{ kind: "one", options: [{ id: "o:a", label: "a".repeat(400) }] }] }),
  "button id": screen({
    title: "Deep",
    asks: [{ kind: "one", options: [{ id: `o:${"a".repeat(120)}`, label: "A" }] }],
  }),
};

function manyOptions(count: number): Ask {
  return {
    kind: "one",
    options: Array.from({ length: count }, (_, n) => ({ id: `o:n${n}`, label: `Option ${n}` })),
  };
}
