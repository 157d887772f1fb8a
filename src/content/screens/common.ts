/** What every screen is made with. */
import type { Day, Instant } from "../../engine/day.js";
import { type FlowId, own } from "../../engine/flow.js";
import type { Notice, Page } from "../../engine/page.js";
import type { Button, PressButton, Screen } from "../../screen.js";
import type { FlowWords, Library, QuestionWords } from "../library.js";
import { type interfaceWords, say } from "../words.js";
import { shortOf, writeDay, writeDayWithWeekday, writeList } from "../write.js";

/** What a screen needs to know beside the library and the page. */
export type Setting = {
  now: Instant;
  /** The member's day. */
  today: Day;
  /** Cases are kept this many days after the last contact. */
  sessionDays: number;
  /** What is kept outlives the process, in a database. */
  lasting?: boolean;
  /** The community's name, shown in greetings. */
  community?: string;
  /** The member's zone, where they gave one. */
  zone?: string;
};

export type Make = { library: Library; setting: Setting };

type ButtonWord = (typeof interfaceWords.buttons)[number];

/** A button with a word of `interface.yaml`; its id is the word's name unless it is given. */
export function button(make: Make, word: ButtonWord, id: string = word): PressButton {
  return { id, label: say(make.library.interface, "buttons", word) };
}

/** To the next part and the one before, where there are such. `id` names a part where no session knows which is shown. */
export function turnButtons(make: Make, part: number, of: number, id?: (part: number) => string): Button[] {
  return [
    ...(part < of ? [button(make, "more", id?.(part + 1))] : []),
    ...(part > 1 ? [button(make, "less", id?.(part - 1))] : []),
  ];
}

/** A button whose label comes from content. */
export function labelled(id: string, label: string): PressButton {
  return { id, label };
}

/** Opens a flow or a look-up. */
export function openButton(make: Make, command: string): PressButton {
  return labelled(`open:${command}`, say(make.library.interface, "buttons", "open-case", { command }));
}

/** The person button stands on every screen, since one who only presses buttons never meets the crisis guard. */
export function withPerson(make: Make, go: readonly Button[]): Button[] {
  return [...go, button(make, "person")];
}

export function flowWordsOf(make: Make, flow: FlowId): FlowWords | undefined {
  return own(make.library.flowWords, flow);
}

/** The words of the questions of a flow, or of one of its letters. */
export function questionWordsOf(
  make: Make,
  flow: FlowId,
  letter: string | undefined,
): Readonly<Record<string, QuestionWords>> | undefined {
  if (letter === undefined) return flowWordsOf(make, flow)?.questions;
  return own(make.library.letterWords, letter)?.questions;
}

/** `{notice}` for a screen, or nothing: an absent notice is an absent key. So is whether something was not taken. */
export function noticeOf(make: Make, page: Page): Pick<Screen, "notice" | "untaken"> {
  const text = page.notices.map((notice) => noticeText(make, notice, page)).join(" ");
  return {
    ...(text === "" ? {} : { notice: text }),
    ...(page.notices.some(refuses) ? { untaken: true as const } : {}),
  };
}

/** Whether it says that what was said was not taken. */
function refuses({ notice }: Notice): boolean {
  switch (notice) {
    case "stale":
    case "not-kept":
    case "unknown-button":
    case "buttons-please":
    case "not-for-text":
    case "cannot-read":
    case "unknown-command":
    case "no-such-letter":
    case "miss":
      return true;
    case "unreadable":
    case "noted-date":
    case "lost-answers":
    case "no-longer-asked":
    case "lost-lines":
    case "flow-gone":
    case "case-closed":
    case "nothing-open":
    case "started-over":
    case "no-case-yet":
    case "note-saved":
    case "not-in-plan":
    case "answer-changed":
      return false;
  }
}

function noticeText(make: Make, notice: Notice, page: Page): string {
  const words = make.library.interface;
  const flow = "flow" in page ? page.flow : undefined;
  const letter = "letter" in page ? page.letter : undefined;
  switch (notice.notice) {
    case "stale":
    case "not-kept":
    case "unreadable":
    case "unknown-button":
    case "buttons-please":
    case "not-for-text":
    case "lost-lines":
    case "flow-gone":
    case "case-closed":
    case "nothing-open":
    case "started-over":
    case "note-saved":
    case "no-such-letter":
    case "unknown-command":
      return say(words, "notice", notice.notice);
    case "cannot-read":
      return say(words, "notice", `cannot-read-${notice.what}`);
    case "noted-date":
      return say(words, "notice", "noted-date", { day: writeDayWithWeekday(words, notice.day) });
    case "lost-answers":
    case "no-longer-asked":
      return say(words, "notice", notice.notice, {
        questions: writeList(
          words,
          notice.questions.map((id) => shortOf(questionWordsOf(make, notice.flow, undefined), id)),
        ),
      });
    case "no-case-yet":
      return say(words, "notice", notice.notice, {
        flow: flowWordsOf(make, notice.flow)?.title ?? notice.flow,
        command: notice.flow,
      });
    case "not-in-plan": {
      const commands = writeList(
        words,
        notice.flows.map((id) => `/${id}`),
      );
      return say(words, "notice", "not-in-plan", { commands });
    }
    case "answer-changed":
      return say(words, "notice", "answer-changed", {
        question: shortOf(
          flow === undefined ? undefined : questionWordsOf(make, flow, letter),
          notice.question,
        ),
      });
    case "miss":
      return missText(make, notice.miss);
  }
}

function missText(make: Make, miss: Extract<Notice, { notice: "miss" }>["miss"]): string {
  const words = make.library.interface;
  switch (miss.miss) {
    case "choose":
    case "tick-one":
    case "not-a-date":
    case "empty":
    case "no-entry":
    case "looks-private":
      return say(words, "miss", miss.miss);
    case "not-a-number":
    case "number-range":
      return say(words, "miss", miss.miss, { min: miss.min, max: miss.max });
    case "date-range":
      return say(words, "miss", "date-range", {
        day: writeDayWithWeekday(words, miss.day),
        from: writeDay(words, miss.from),
        to: writeDay(words, miss.to),
      });
    case "year-range":
      return say(words, "miss", "year-range", { from: miss.from, to: miss.to });
    case "many-entries":
      return say(words, "miss", "many-entries", { count: miss.count });
    case "too-long":
      return say(words, "miss", "too-long", { length: miss.length, max: miss.max });
    case "too-many-lines":
      return say(words, "miss", "too-many-lines", { lines: miss.lines, max: miss.max });
  }
}
