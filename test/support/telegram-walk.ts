/** A member of the fake Telegram who goes through a flow: presses and types what the question on the screen asks for. */
import { keyboardOf } from "../../adapters/telegram/keyboard.js";
import { writePress } from "../../adapters/telegram/press.js";
import type { Page, QuestionView } from "../../src/engine/page.js";
import type { Screen } from "../../src/screen.js";
import type { Press } from "./telegram/actor.js";
import type { PrivateActor } from "./telegram/people.js";
import type { Seen } from "./telegram/sees.js";
import { type Bot, type BotOptions, botsUntil } from "./telegram-bot.js";

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

export type Walker = {
  chat: PrivateActor;
  presses: readonly Press[];
  page(): Page;
  screen(): Screen;
  /** Presses the button of this id on the screen that stands, as it is labelled there, and waits for what comes. */
  press(id: string): Promise<void>;
  /** Types, and waits for what comes. */
  type(text: string): Promise<void>;
  /** One answer, or one thing read; false where the page asks for neither. */
  step(manner: Manner): Promise<boolean>;
  /** Answers what is asked, reads what is to be read, until the page is none of these. */
  goOn(manner: Manner): Promise<void>;
  /** Turns the parts of the page until its screen has the button. */
  turnTo(id: string): Promise<boolean>;
};

/** Starts bots, each with what its only member sees, that are closed when that moment comes: `seenUntil(afterEach)`. */
export function seenUntil(
  moment: (close: () => Promise<void>) => void,
): (options?: BotOptions) => Promise<{ bot: Bot; sight: Sight }> {
  const started = botsUntil(moment);
  return async (options = {}) => {
    const sight = createSight();
    return { bot: await started({ ...options, bench: { ...options.bench, watch: sight.watch } }), sight };
  };
}

/** Longer than any flow with all letters. */
const mostSteps = 400;

export function createWalker(bot: Bot, sight: Sight, chat: PrivateActor): Walker {
  const presses: Press[] = [];
  const hasButton = (id: string): boolean => labelOf(sight.screen(), id) !== undefined;

  async function press(id: string): Promise<void> {
    const label = labelOf(sight.screen(), id);
    if (label === undefined) throw new Error(`the screen ${written(sight.screen())} has no button ${id}`);
    const pressed = chat.press(label);
    presses.push(pressed);
    await bot.quiet();
    await pressed.answered();
  }

  async function type(text: string): Promise<void> {
    chat.type(text);
    await bot.quiet();
  }

  async function step(manner: Manner): Promise<boolean> {
    const page = sight.page();
    if (page.kind === "stop") await press("go-on");
    else if (page.kind === "which-entry" || page.kind === "which-day") {
      const [one] = sight.screen().asks.flatMap((ask) => ("options" in ask ? ask.options : []));
      await press(one?.id ?? "");
    } else if (page.kind === "question" || page.kind === "letter-question") {
      const answer = manner(page);
      if ("type" in answer) await type(answer.type);
      else for (const id of answer.press) await press(id);
      const next = sight.page();
      if (next.kind === page.kind && "question" in next && next.question === page.question)
        throw new Error(`${page.question.id} did not take ${JSON.stringify(answer)}: ${chat.last()?.text}`);
    } else return false;
    return true;
  }

  return {
    chat,
    presses,
    page: sight.page,
    screen: sight.screen,
    press,
    type,
    step,
    async goOn(manner) {
      for (let steps = 0; steps < mostSteps; steps += 1) if (!(await step(manner))) return;
      throw new Error(`${written(sight.screen())} still stands after ${mostSteps} steps`);
    },
    async turnTo(id) {
      while (!hasButton(id) && hasButton("less")) await press("less");
      while (!hasButton(id) && hasButton("more")) await press("more");
      return hasButton(id);
    },
  };
}

/** The messages of the bot that can still be pressed. */
export function pressable(messages: readonly Seen[]): Seen[] {
  return messages.filter(({ by, buttons }) => by === "bot" && buttons.length > 0);
}

function labelOf(screen: Screen, id: string): string | undefined {
  const data = writePress({ button: id, turn: screen.turn });
  return keyboardOf(screen)
    .flat()
    .find((button) => "callback_data" in button && button.callback_data === data)?.text;
}

function written({ at }: Screen): string {
  return `${at.kind} ${at.id}, part ${at.part}`;
}
