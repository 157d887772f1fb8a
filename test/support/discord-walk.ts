/** A member of the fake Discord who goes through a flow: presses, chooses, opens forms and fills them in, or types. */
import { writeCustomId } from "../../adapters/discord/custom-id.js";
import { live } from "../../adapters/discord/limits.js";
import { given, givenIn, textIn } from "../../src/given.js";
import type { Actor } from "./discord/actor.js";
import type { Asked } from "./discord/asked.js";
import type { Call } from "./discord/calls.js";
import type { FakeDiscord } from "./discord/fake.js";
import type { Seen, SeenSelect } from "./discord/sees.js";
import { type Bot, type BotOptions, botsUntil } from "./discord-bot.js";
import { type Answer, createSight, type Sight, type Walk, walkWith, written } from "./walk.js";

export type Walker = Walk & {
  at: Actor;
  /** Every interaction so far. */
  asked: readonly Asked[];
  /** Does it, and waits for all that comes of it. */
  does(interact: () => Asked): Promise<Asked>;
  /** Presses the button, or chooses the option, of this id on the screen that stands. */
  press(id: string): Promise<void>;
  /** Chooses all of these in the select of this group; none to have nothing chosen. */
  choose(group: string, ids: readonly string[]): Promise<void>;
  /** Opens the form of the one field on the screen, fills it in and submits it. */
  fill(text: string): Promise<void>;
  /** Writes in direct messages, and waits for what comes. */
  type(text: string): Promise<void>;
};

/** Starts bots, each with what its only member sees, that are closed when that moment comes: `seenUntil(afterEach)`. */
export function seenUntil(
  moment: (close: () => Promise<void>) => void,
): (options?: BotOptions) => Promise<{ bot: Bot; fake: FakeDiscord; sight: Sight }> {
  const started = botsUntil(moment);
  return async (options = {}) => {
    const sight = createSight();
    const bot = await started({ ...options, bench: { ...options.bench, watch: sight.watch } });
    return { bot, fake: bot.fake, sight };
  };
}

/** `writes`: how they answer in words, which in a server is possible by forms only (D-32). */
export function createWalker(
  bot: Bot,
  sight: Sight,
  at: Actor,
  { writes }: { writes: "forms" | "messages" } = { writes: "forms" },
): Walker {
  const asked: Asked[] = [];

  async function does(interact: () => Asked): Promise<Asked> {
    const one = interact();
    asked.push(one);
    await one.answered();
    await bot.quiet();
    return one;
  }

  const newest = (): Seen | undefined => at.messages().findLast(({ by }) => by === "bot");

  /** How what has this id is used, if the newest message has it. */
  function controlOf(id: string): (() => Asked) | undefined {
    const { turn } = sight.screen();
    const message = newest();
    const customId = writeCustomId({ kind: "press", turn, button: id });
    if (message?.buttons.some((button) => button.customId === customId))
      return () => at.pressOn(message, { customId });
    const select = message?.selects.find((one) => isOne(one) && hasValue(one, id));
    const label = select?.options.find(({ value }) => value === id)?.label;
    if (select === undefined || label === undefined) return undefined;
    return () => at.chooseIn({ customId: select.customId }, label);
  }

  async function press(id: string): Promise<void> {
    const control = controlOf(id);
    if (control === undefined) throw new Error(`${written(sight.screen())} shows no ${id}: ${newest()?.raw}`);
    await does(control);
  }

  async function choose(group: string, ids: readonly string[]): Promise<void> {
    const { turn } = sight.screen();
    const customId = writeCustomId({ kind: "many", turn, group });
    const select = newest()?.selects.find((one) => one.customId === customId);
    if (select === undefined)
      throw new Error(`${written(sight.screen())} has nothing to choose for ${group}`);
    const labels = ids.map((id) => select.options.find(({ value }) => value === id)?.label ?? id);
    await does(() => at.chooseIn({ customId }, ...labels));
  }

  async function fill(text: string): Promise<void> {
    const message = newest();
    const button = message?.buttons.find(({ customId = "" }) => customId.startsWith("1.form."));
    if (message === undefined || button?.customId === undefined)
      throw new Error(`${written(sight.screen())} has no form: ${message?.raw}`);
    const { customId } = button;
    await does(() => at.pressOn(message, { customId }));
    const [field] = (await at.untilForm()).fields;
    await does(() => at.fill({ [field?.customId ?? ""]: text }));
  }

  async function type(text: string): Promise<void> {
    at.type(text);
    await bot.quiet();
  }

  /** What is ticked is chosen all at once, so the boxes that would be pressed make the whole choice. */
  async function answer(given: Answer): Promise<void> {
    const page = sight.page();
    if ("type" in given) return writes === "forms" ? fill(given.type) : type(given.type);
    const isQuestion = page.kind === "question" || page.kind === "letter-question";
    if (!isQuestion || given.press.at(-1) !== "done") {
      for (const id of given.press) await press(id);
      return;
    }
    const ticked = page.ticked.map((id) => `o:${id}`);
    const turned = given.press.slice(0, -1);
    const chosen = [
      ...ticked.filter((id) => !turned.includes(id)),
      ...turned.filter((id) => !ticked.includes(id)),
    ];
    await choose(page.question.id, chosen);
  }

  const walk = walkWith(sight, {
    press,
    answer,
    has: (id) => controlOf(id) !== undefined,
    reads: () => newest()?.text,
  });
  return { ...walk, at, asked, does, press, choose, fill, type };
}

/** What is wrong with a conversation, as far as the fake can tell; of a sound one nothing. */
export function unsound(
  { fake, bench }: Pick<Bot, "fake" | "bench">,
  ...walkers: readonly Pick<Walker, "asked">[]
): unknown[] {
  const asked = walkers.flatMap((walker) => walker.asked);
  return [
    ...fake.violations,
    ...fake.duplicates,
    // Nothing in a log says who it was, or opens anything of theirs or of the bot's.
    ...[fake.token, ...asked.flatMap(secretsOf)].filter((secret) => bench.raw().includes(secret)),
    ...asked.flatMap((one) => (one.response() === undefined ? [one.raw] : [])),
    ...fake.calls
      .filter((call) => call.outcome.kind === "refused" && !isRepeated(fake, call))
      .map(({ route, outcome }) => ({ route, outcome })),
  ];
}

/** Of an interaction: its token, and who caused it. */
function secretsOf({ raw }: Asked): string[] {
  const whole = given(raw);
  const person = givenIn(givenIn(whole, "member"), "user") ?? givenIn(whole, "user");
  return [
    textIn(whole, "token"),
    ...["id", "username", "global_name"].map((key) => textIn(person, key)),
  ].flatMap((text) => (text === undefined || text === "" ? [] : [text]));
}

/** Whether it is a first response that was given again, since on a busy machine nobody had heard that it was (DJ-2). */
function isRepeated(fake: FakeDiscord, { number, route, parameters, came, outcome }: Call): boolean {
  if (route !== "respond" || outcome.kind !== "refused" || outcome.code !== 40060) return false;
  const id = parameters.interaction_id;
  const before = fake.calls.find((one) => one.number < number && one.parameters.interaction_id === id);
  return before !== undefined && came - before.came > live.giveUpMs / 2 - 100;
}

function isOne({ customId }: SeenSelect): boolean {
  return customId.startsWith("1.one.");
}

function hasValue({ options }: SeenSelect, id: string): boolean {
  return options.some(({ value }) => value === id);
}
