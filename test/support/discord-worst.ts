/** What tests of Discord at its worst share: a store that waits, what must never be left, and how owed screens come. */
import type { Members } from "../../src/store/members.js";
import type { Actor } from "./discord/actor.js";
import type { Asked } from "./discord/asked.js";
import type { FakeDiscord } from "./discord/fake.js";
import type { Seen } from "./discord/sees.js";
import type { Bot } from "./discord-bot.js";
import { nextTurn } from "./turn.js";

export type HeldStore = {
  wrap(members: Members): Members;
  /** From now on nothing is answered, until it is opened. */
  hold(): void;
  open(): void;
  /** How many wait for an answer. */
  waiting(): number;
};

/** A store that answers when it is told to. */
export function heldStore(): HeldStore {
  let held = false;
  const waiters = new Set<() => void>();
  const turn = async <T>(answer: () => Promise<T>): Promise<T> => {
    if (held) await new Promise<void>((go) => waiters.add(go));
    return answer();
  };
  return {
    wrap: (members) => ({
      ...members,
      load: (member) => turn(() => members.load(member)),
      fresh: (member, update) => turn(() => members.fresh(member, update)),
      commit: (commit) => turn(() => members.commit(commit)),
      erase: (erasure) => turn(() => members.erase(erasure)),
    }),
    hold() {
      held = true;
    },
    open() {
      held = false;
      for (const go of waiters) go();
      waiters.clear();
    },
    waiting: () => waiters.size,
  };
}

/** Whoever is new, alone in a channel of a server of their own. */
export function newcomer(fake: FakeDiscord): Actor {
  const person = fake.person();
  return person.in(fake.guild({ members: [person] }).channel());
}

/** What no conversation may leave: breaches of rules, the same said twice, something that is "thinking" for ever. */
export function leftOver({ fake }: Pick<Bot, "fake">, ...actors: readonly Actor[]): unknown[] {
  return [
    ...fake.violations,
    ...fake.duplicates,
    ...actors.flatMap((at) => at.messages().filter(({ thinking }) => thinking)),
  ];
}

/** What is owed is shown when `ms` have gone by; gives the number of screens. */
export async function later(bot: Bot, ms: number): Promise<number> {
  bot.fake.clock.advance(ms);
  bot.bench.clock.now = Math.max(bot.bench.clock.now + ms, bot.fake.clock.now());
  const shown = await bot.bench.runtime.sweep(new Map([["discord", bot.connection]]));
  await bot.quiet();
  return shown;
}

/** Until this is so. */
export async function until(done: () => boolean): Promise<void> {
  while (!done()) await nextTurn();
}

/** Why nobody is heard, as `/readyz` says it. */
export function away({ connection }: Bot): string {
  return (connection.notReady?.() ?? []).join(" ");
}

type Line = Readonly<Record<string, unknown>>;

/** What the adapter told of this. */
export function told(bot: Bot, what: string): readonly Line[] {
  return bot.bench.logged().filter((line) => line.what === what);
}

/** Everything in the log that asks for attention. */
export function troubles(bot: Bot): readonly Line[] {
  return bot.bench.logged().filter(({ level }) => typeof level !== "number" || level >= 40);
}

/** The first line, but for what is said to somebody who pressed an old button. */
export function titleOf(seen: Seen | undefined): string {
  const lines = seen?.text.split("\n") ?? [];
  return lines.find((line) => line !== "" && !line.startsWith("That was an earlier question")) ?? "";
}

/** Gives the first answer to the question that is shown; nothing on the plan. */
export function firstAnswer(at: Actor): (() => Asked) | undefined {
  const { buttons = [], selects = [] } = at.last() ?? {};
  const pressed = (ids: string): (() => Asked) | undefined => {
    const found = buttons.find(({ customId = "" }) =>
      new RegExp(`^1\\.press\\.\\d+\\.(${ids})`).test(customId),
    );
    const customId = found?.customId;
    return customId === undefined ? undefined : () => at.press({ customId });
  };
  const [select] = selects.filter(({ customId }) => /^1\.one\./.test(customId));
  const [option] = select?.options ?? [];
  const chosen =
    select === undefined || option === undefined
      ? undefined
      : () => at.chooseIn({ customId: select.customId }, option.label);
  return (
    pressed("o:|y:|none|skip|go-on") ??
    (titleOf(at.last()).startsWith("Your plan") ? undefined : chosen) ??
    pressed("unsure")
  );
}
