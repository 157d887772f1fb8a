/** The list of commands that clients show (T-1, T-7, T-8), registered only where it differs from the one there is. */
import type { CommandInfo } from "../../src/adapter.js";
import type { Call } from "./api.js";
import { isRegistrable, tappable } from "./command.js";
import { live } from "./limits.js";

type Scope = { type: "default" } | { type: "all_private_chats" } | { type: "all_group_chats" };

export type Entry = { command: string; description: string };

/** There is no merging between scopes (T-7), so each list is whole. In groups only what is answered there is offered. */
const scopes = [
  { scope: { type: "default" }, everything: true },
  { scope: { type: "all_private_chats" }, everything: true },
  { scope: { type: "all_group_chats" }, everything: false },
] as const satisfies readonly { scope: Scope; everything: boolean }[];

/** What cannot be registered: a library of moderators that has it is refused at the start. */
export type MenuMistake = { command: string; what: "name" | "twice" | "too-many" };

/** The commands as Telegram takes them. Two names that are one after folding would answer for each other (T-1). */
export function menuOf(commands: readonly CommandInfo[]): { entries: Entry[]; mistakes: MenuMistake[] } {
  const entries = commands.map(({ name, about }) => ({
    command: tappable(name),
    description: about.slice(0, live.commandAbout),
  }));
  const names = entries.map(({ command }) => command);
  const mistakes = [
    ...names.filter((name) => !isRegistrable(name)).map((command) => ({ command, what: "name" as const })),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((command) => ({ command, what: "twice" as const })),
    ...names.slice(live.commands).map((command) => ({ command, what: "too-many" as const })),
  ];
  return { entries, mistakes };
}

/** Registers what differs; false where Telegram could not be asked or refused. */
export async function registerMenu(call: Call, commands: readonly CommandInfo[]): Promise<boolean> {
  const sound = menuOf(commands).entries.filter(({ command }) => isRegistrable(command));
  const unique = [...new Map(sound.map((entry) => [entry.command, entry])).values()].slice(0, live.commands);
  const done = await Promise.all(
    scopes.map(async ({ scope, everything }) => {
      const wanted = everything ? unique : unique.filter(({ command }) => !privateOnly.has(command));
      const there = await call("getMyCommands", { scope });
      if (!there.ok) return false;
      if (sameEntries(there.result, wanted)) return true;
      return (await call("setMyCommands", { scope, commands: wanted })).ok;
    }),
  );
  return done.every((one) => one);
}

/** Commands about somebody's own case: in a group they lead nowhere but to the private chat. */
const privateOnly: ReadonlySet<string> = new Set(["resume", "plan", "cancel", "forget", "letters"]);

function sameEntries(there: readonly Entry[], wanted: readonly Entry[]): boolean {
  return (
    there.length === wanted.length &&
    wanted.every(
      ({ command, description }, index) =>
        there[index]?.command === command && there[index]?.description === description,
    )
  );
}
