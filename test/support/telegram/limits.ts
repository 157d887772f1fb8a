/** How much the bot may send: T-39. Off until it is switched on. */
import type { Clock } from "../clock.js";
import { tooMany } from "./refusal.js";

/** About 1 message per second to one chat with bursts, 20 per minute to a group, 30 per second in all. */
const windows = {
  chat: { calls: 5, ms: 5000 },
  group: { calls: 20, ms: 60_000 },
  all: { calls: 30, ms: 1000 },
} as const;

/** What counts: edits count with sends, and what the bot is doing too; answers to presses do not. */
const counted: readonly string[] = [
  "sendMessage",
  "sendPhoto",
  "sendDocument",
  "sendChatAction",
  "editMessageText",
  "editMessageCaption",
  "editMessageReplyMarkup",
];

export type Limits = {
  enforce(on: boolean): void;
  /** Counts a call, or refuses it with how long to wait. */
  count(method: string, chat: number | undefined): void;
};

export function createLimits(clock: Clock): Limits {
  let on = false;
  const times = new Map<string, number[]>();
  const within = (key: string, ms: number): number[] => {
    const kept = (times.get(key) ?? []).filter((at) => at > clock.now() - ms);
    times.set(key, kept);
    return kept;
  };
  return {
    enforce(value) {
      on = value;
      times.clear();
    },
    count(method, chat) {
      if (!on || !counted.includes(method) || chat === undefined) return;
      const rules = [
        { key: "all", ...windows.all },
        chat < 0 ? { key: `${chat}`, ...windows.group } : { key: `${chat}`, ...windows.chat },
      ];
      for (const { key, calls, ms } of rules) {
        const past = within(key, ms);
        const first = past[past.length - calls];
        if (first !== undefined) throw tooMany(Math.max(1, Math.ceil((first + ms - clock.now()) / 1000)));
      }
      for (const { key } of rules) times.get(key)?.push(clock.now());
    },
  };
}
