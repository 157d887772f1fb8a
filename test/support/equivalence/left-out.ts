/** Where a talk ends for a platform because nobody can do there what comes next, and why: exactly these, and no others. */

/** The name of a platform as its seat has it. */
type Where = "web" | "terminal" | "telegram" | "discord, in a server" | "discord, in direct messages";

type Left = {
  file: string;
  talk: string;
  act: string;
  /** `everywhere` is done by nobody, so all go on without it. */
  where: readonly Where[] | "everywhere";
  why: (typeof reasons)[keyof typeof reasons];
};

const reasons = {
  long: "a client takes no text of this length in one piece",
  blank: "no client sends a text of which nothing is seen",
  lines: "the field below the chat has one line",
  field: "the form of this field takes no text of this length, or no second line",
  noForm: "in a server one writes into forms, and there is none on this screen",
  noName: "only commands that are registered can be chosen",
  nothing: "where all that is ticked is chosen at once, there is no Done for nothing",
  old: "a line is read as the answer to the screen that stands",
  once: "one line is read after the other",
  window: "a page takes nothing while it waits, and another window does not know of the first tick",
  files: "nothing but text can be sent",
  sent: "the Discord of the tests has no attachments of members",
} as const;

const server = ["discord, in a server"] as const;
const direct = ["discord, in direct messages"] as const;
const terminal = ["terminal"] as const;

const badInput = "test/talk/bad-input.talk";
const moving = "test/talk/moving.talk";
const plan = "test/talk/plan.talk";
const noText = "text that is not taken, and why";

export const leftOut: readonly Left[] = [
  {
    file: badInput,
    talk: "one hundred thousand characters",
    act: `${"a".repeat(60)}…`,
    where: ["web", "telegram", ...server, ...direct],
    why: reasons.long,
  },
  { file: badInput, talk: "or typed again", act: "3 April 2026", where: server, why: reasons.noForm },
  {
    file: badInput,
    talk: "numbers that are none, and numbers that do not fit",
    act: "99999999999999999999",
    where: server,
    why: reasons.field,
  },
  {
    file: badInput,
    talk: "words where there are buttons",
    act: "I do not understand this",
    where: server,
    why: reasons.noForm,
  },
  { file: badInput, talk: "words where there are buttons", act: "done", where: direct, why: reasons.nothing },
  { file: badInput, talk: noText, act: " ", where: "everywhere", why: reasons.blank },
  { file: badInput, talk: noText, act: `${"x".repeat(60)}…`, where: server, why: reasons.field },
  { file: badInput, talk: noText, act: "two\nlines", where: ["web"], why: reasons.lines },
  {
    file: badInput,
    talk: "nothing of a case is open",
    act: "/start __proto__",
    where: server,
    why: reasons.noName,
  },
  {
    file: "test/talk/letters.talk",
    talk: "near names, several, none",
    act: "/start letters",
    where: server,
    why: reasons.noName,
  },
  {
    file: "test/talk/lookups.talk",
    talk: "a start payload, a button that was taken out, a name of a thousand letters",
    act: "/start specialty",
    where: server,
    why: reasons.noName,
  },
  { file: moving, talk: "a command that there is not", act: "/dennied", where: server, why: reasons.noName },
  {
    file: moving,
    talk: "the same command by another name, however it is written",
    act: "/start denied",
    where: server,
    why: reasons.noName,
  },
  {
    file: moving,
    talk: "an old button is known as old",
    act: "stale g221",
    where: terminal,
    why: reasons.old,
  },
  {
    file: moving,
    talk: "a yes to start over that is pressed again later",
    act: "stale yes",
    where: terminal,
    why: reasons.old,
  },
  {
    file: moving,
    talk: "two presses at once: one counts, the other is old",
    act: "both b214 and g221",
    where: terminal,
    why: reasons.once,
  },
  {
    file: moving,
    talk: "two ticks at once: both count",
    act: "both arrest and earlier-j",
    where: terminal,
    why: reasons.once,
  },
  {
    file: moving,
    talk: "a photo is no answer",
    act: "send photo",
    where: ["web", ...terminal],
    why: reasons.files,
  },
  {
    file: moving,
    talk: "a photo is no answer",
    act: "send photo",
    where: [...server, ...direct],
    why: reasons.sent,
  },
  {
    file: moving,
    talk: "a cry for help comes before every question",
    act: "I want to die",
    where: server,
    why: reasons.noForm,
  },
  {
    file: plan,
    talk: "two ticks at once on one screen",
    act: "both t:keep-papers and t:post-mortem",
    where: terminal,
    why: reasons.once,
  },
  {
    file: plan,
    talk: "two ticks at once on one screen",
    act: "both t:keep-papers and t:post-mortem",
    where: ["web"],
    why: reasons.window,
  },
  {
    file: plan,
    talk: "a note that is too long, or holds a number of a passport, is not kept",
    act: `${"x".repeat(60)}…`,
    where: server,
    why: reasons.field,
  },
  {
    file: "test/talk/timeline-unsure.talk",
    talk: "a year is chosen by button or typed, and 1990 is none of them",
    act: "1990",
    where: server,
    why: reasons.noForm,
  },
];

/** What is left out of a talk, for each of all platforms. */
export function leftOutOf(
  file: string,
  talk: string,
  all: readonly string[],
): { platform: string; act: string }[] {
  return leftOut
    .filter((one) => one.file === file && one.talk === talk)
    .flatMap(({ act, where }) =>
      (where === "everywhere" ? all : where).map((platform) => ({ platform, act })),
    );
}
