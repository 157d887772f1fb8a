/** How long to wait after a call that failed, and what to tell the operator meanwhile. */
import type { Failure } from "./failure.js";

/** As Telegram says, else from 1 to 30 seconds, longer each time, and never the same for two processes (F41). */
export function backOff(random: number, failures: number, failure: Failure): number {
  if (failure.kind === "wait") return failure.ms;
  // Only a new token helps; but a proxy can say the same for a while.
  if (failure.kind === "token") return most;
  const ceiling = Math.min(most, least * 2 ** (failures - 1));
  return ceiling * (0.5 + random / 2);
}

const least = 1_000;
const most = 30_000;

/** For `/readyz`: why nothing comes in, and what to do where somebody can. */
export function reason(failure: Failure): string {
  switch (failure.kind) {
    case "token":
      return "Telegram refuses TELEGRAM_BOT_TOKEN: ask @BotFather for the bot's token, set it and start again";
    case "conflict":
      return "another program asks Telegram for updates with this token: stop it, or its webhook";
    case "wait":
      return "Telegram asks to wait";
    case "server":
      return "Telegram has a failure of its own";
    case "lost":
      return "Telegram cannot be reached";
    default:
      return `Telegram refuses what it is asked (${failure.kind})`;
  }
}
