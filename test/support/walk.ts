/** Going through a flow as a member does, whatever platform they are on: what the screen asks for is pressed or typed. */
import type { Page, QuestionView } from "../../src/engine/page.js";
import type { Screen } from "../../src/screen.js";

/** What the runtime made last for its only member: the page of a case, and the screen of it. */
export type Sight = {
  watch(page: Page, screen: Screen): void;
  page(): Page;
  screen(): Screen;
};

export function createSight(): Sight {
  let last: { page: Page; screen: Screen } | undefined;
  const seen = (): { page: Page; screen: Screen } => {
    if (last === undefined) throw new Error("no page of a case was shown yet");
    return last;
  };
  return {
    watch(page, screen) {
      last = { page, screen };
    },
    page: () => seen().page,
    screen: () => seen().screen,
  };
}

/** How a member answers. `press` gives the ids of the buttons in their order. */
export type Answer = { press: readonly string[] } | { type: string };
export type Manner = (view: QuestionView) => Answer;

/** What a member does on one platform, each until what comes of it is there. */
export type Hands = {
  /** Presses or chooses what has this id on the screen that stands. */
  press(id: string): Promise<void>;
  /** Gives the answer to the question that stands. */
  answer(answer: Answer): Promise<void>;
  /** Whether the screen that stands has it. */
  has(id: string): boolean;
  /** The words that the member reads. */
  reads(): string | undefined;
};

export type Walk = {
  page(): Page;
  screen(): Screen;
  /** One answer, or one thing read; false where the page asks for neither. */
  step(manner: Manner): Promise<boolean>;
  /** Answers what is asked, reads what is to be read, until the page is none of these. */
  goOn(manner: Manner): Promise<void>;
  /** Turns the parts of the page until its screen has the button. */
  turnTo(id: string): Promise<boolean>;
};

/** Longer than any flow with all letters. */
const mostSteps = 400;

export function walkWith(sight: Sight, { press, answer, has, reads }: Hands): Walk {
  async function step(manner: Manner): Promise<boolean> {
    const page = sight.page();
    if (page.kind === "stop") await press("go-on");
    else if (page.kind === "which-entry" || page.kind === "which-day") {
      const [one] = sight.screen().asks.flatMap((ask) => ("options" in ask ? ask.options : []));
      await press(one?.id ?? "");
    } else if (page.kind === "question" || page.kind === "letter-question") {
      const given = manner(page);
      await answer(given);
      const next = sight.page();
      if (next.kind === page.kind && "question" in next && next.question === page.question)
        throw new Error(`${page.question.id} did not take ${JSON.stringify(given)}: ${reads()}`);
    } else return false;
    return true;
  }

  return {
    page: sight.page,
    screen: sight.screen,
    step,
    async goOn(manner) {
      for (let steps = 0; steps < mostSteps; steps += 1) if (!(await step(manner))) return;
      throw new Error(`${written(sight.screen())} still stands after ${mostSteps} steps`);
    },
    async turnTo(id) {
      while (!has(id) && has("less")) await press("less");
      while (!has(id) && has("more")) await press("more");
      return has(id);
    },
  };
}

/** Which screen it is, for messages about it. */
export function written({ at }: Screen): string {
  return `${at.kind} ${at.id}, part ${at.part}`;
}
