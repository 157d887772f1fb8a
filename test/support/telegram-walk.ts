/** A member of the fake Telegram who goes through a flow: presses and types what the question on the screen asks for. */
import { keyboardOf } from "../../adapters/telegram/keyboard.js";
import { writePress } from "../../adapters/telegram/press.js";
import type { Screen } from "../../src/screen.js";
import type { Press } from "./telegram/actor.js";
import type { PrivateActor } from "./telegram/people.js";
import type { Seen } from "./telegram/sees.js";
import { type Bot, type BotOptions, botsUntil } from "./telegram-bot.js";
import { createSight, type Sight, type Walk, walkWith, written } from "./walk.js";

export type Walker = Walk & {
  chat: PrivateActor;
  presses: readonly Press[];
  /** Presses the button of this id on the screen that stands, as it is labelled there, and waits for what comes. */
  press(id: string): Promise<void>;
  /** Types, and waits for what comes. */
  type(text: string): Promise<void>;
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

export function createWalker(bot: Bot, sight: Sight, chat: PrivateActor): Walker {
  const presses: Press[] = [];

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

  const walk = walkWith(sight, {
    press,
    async answer(answer) {
      if ("type" in answer) await type(answer.type);
      else for (const id of answer.press) await press(id);
    },
    has: (id) => labelOf(sight.screen(), id) !== undefined,
    reads: () => chat.last()?.text,
  });
  return { ...walk, chat, presses, press, type };
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
