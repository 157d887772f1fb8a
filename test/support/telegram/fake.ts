/**
 * A Telegram of our own, over real HTTP: it refuses what Telegram refuses, checks every call against the machine-readable
 * Bot API, remembers what stands in every chat, and has people who type and press. Its clock is moved by hand.
 */

import { type Clock, clockFrom } from "../clock.js";
import { when } from "../wait.js";
import { type Call, createCalls, type Violation } from "./calls.js";
import { createFaults, type Faults } from "./faults.js";
import { type Channel, type Group, type GroupOptions, newChannel, newGroup } from "./group.js";
import { askInline, type InlineAsk } from "./inline.js";
import { createLimits } from "./limits.js";
import { newPerson, type Person, type PersonOptions } from "./people.js";
import { serve } from "./server.js";
import { readSpec, type Spec } from "./spec.js";
import { createUpdates, type Waiting } from "./updates.js";
import { createWebhook, type Delivery, type Webhook } from "./webhook.js";
import type { Update, User } from "./wire.js";
import type { Commands, Duplicate, World } from "./world.js";

export type FakeOptions = {
  username?: string;
  token?: string;
  /** Where the clock begins. */
  now?: number;
  firstUpdate?: number;
  /** How long a press or an inline query can be answered (T-16). */
  answerWithin?: number;
  /** How long to wait for what never comes, in milliseconds of real time. */
  patience?: number;
};

export type FakeTelegram = {
  /** Where the Bot API is: `new Telegram(fake.token, { apiRoot: fake.url })`. */
  url: string;
  token: string;
  bot: User & { username: string };
  clock: Clock;
  spec: Spec;
  person(options?: PersonOptions): Person;
  group(options?: GroupOptions): Group;
  channel(title?: string): Channel;
  /** `@bot words`, written in any chat. */
  asInline(person: Person, words: string): InlineAsk;
  /** Every call, in order. */
  calls: readonly Call[];
  callsOf(method: string): readonly Call[];
  /** What the API's description, or the real server without a word, has against the calls. */
  violations: readonly Violation[];
  /** Messages sent twice in a row with nothing said or pressed between, and queries answered twice. */
  duplicates: readonly Duplicate[];
  /** The command lists that are set, with scope and language (T-7). */
  commands(): readonly Commands[];
  description(language?: string): string | undefined;
  /** Faults to come: `fail(method, times, fault)`. */
  fail: Faults["fail"];
  faults: Faults;
  /** T-39: switches Telegram's limits on. */
  limits(on: boolean): void;
  /** T-36: where the machines behind the address of a webhook really are. */
  reach(origin: string, ...targets: readonly string[]): void;
  webhook: Pick<Webhook, "repeat" | "split" | "settings" | "busy" | "lastError"> & {
    deliveries: readonly Delivery[];
  };
  /** T-41: from now on the token is no more the bot's, and every call is refused with 401. */
  revoke(): void;
  /** T-32: the number of the next update. */
  jump(update: number): void;
  /** An update of any kind and content, as of a later Bot API. */
  inject(content: Readonly<Record<string, unknown>>): Update | undefined;
  /** Delivers an update once more, under its own number, though it was confirmed. */
  repeat(update: Update): void;
  /** The updates that the bot has not confirmed. */
  waiting(): readonly Waiting[];
  /** Resolves when nothing waits for the bot and no call is being worked on. What the bot does later of its own accord is not seen. */
  settled(): Promise<void>;
  /** Resolves with the next call of the method, from now on, that is over and fits. */
  next(method: string, fits?: (call: Call) => boolean): Promise<Call>;
  /** Resolves when this is so, looked at after everything that happens. */
  until<T>(look: () => T | undefined, what: string): Promise<T>;
  close(): Promise<void>;
};

export async function startTelegram(options: FakeOptions = {}): Promise<FakeTelegram> {
  const world = newWorld(options, (payload) => {
    // T-37: a call in the webhook's answer is carried out, and nobody learns how it went.
    void calls.perform({
      token: world.token,
      method: String(payload.method),
      raw: payload,
      uploads: new Map(),
      encoding: "json",
      gone: new AbortController().signal,
    });
  });
  const faults = createFaults();
  const limits = createLimits(world.clock);
  const calls = createCalls(world, faults, limits);
  const server = await serve(calls);
  return {
    url: server.url,
    token: world.token,
    bot: world.bot,
    clock: world.clock,
    spec: world.spec,
    person: (more) => newPerson(world, more),
    group: (more) => newGroup(world, more),
    channel: (title) => newChannel(world, title),
    asInline: (person, words) => askInline(world, person, words),
    calls: calls.log,
    callsOf: (method) => calls.log.filter((call) => call.method === method),
    violations: calls.violations,
    duplicates: world.duplicates,
    commands: () => world.commands,
    description: (language = "") => world.descriptions.get(`description:${language}`),
    fail: faults.fail,
    faults,
    limits: limits.enforce,
    reach: (origin, ...targets) => world.webhook.reach(origin, targets),
    webhook: world.webhook,
    revoke() {
      world.token = "";
      world.updates.endPoll("the token was revoked");
    },
    jump: world.updates.jump,
    inject: (content) => world.updates.add({ unknown: content }, {}),
    repeat: (update) => world.updates.repeat(update, undefined),
    waiting: world.updates.waiting,
    settled: () =>
      when(
        world,
        () => (world.updates.waiting().length === 0 && calls.busy() === 0 ? true : undefined),
        () => `${world.updates.waiting().length} updates still wait, ${calls.busy()} calls are open.`,
      ).then(() => undefined),
    next(method, fits = () => true) {
      const from = calls.log.length;
      return when(
        world,
        () =>
          calls.log
            .slice(from)
            .find((call) => call.method === method && call.outcome.kind !== "open" && fits(call)),
        () => `There was no such call of ${method}.`,
      );
    },
    until: (look, what) => when(world, look, () => `It never came to ${what}.`),
    async close() {
      world.webhook.close();
      world.updates.endPoll("the fake is closed");
      await server.close();
    },
  };
}

function newWorld(
  options: FakeOptions,
  carryOut: (payload: Readonly<Record<string, unknown>>) => void,
): World {
  const {
    username = "PreceptorTestBot",
    token = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
    now = Date.parse("2026-11-24T09:00:00Z"),
    firstUpdate = 850_000_001,
    answerWithin = 15_000,
    patience = 30_000,
  } = options;
  const clock = clockFrom(now);
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const bot = { id: Number(token.split(":")[0]), is_bot: true, first_name: "Preceptor", username };
  const updates = createUpdates(clock, firstUpdate, changed);
  const webhook = createWebhook(clock, updates, changed, carryOut);
  listeners.add(webhook.pump);
  return {
    clock,
    spec: readSpec(),
    bot,
    token,
    answerWithin,
    patience,
    chats: new Map(),
    people: new Map(),
    queries: new Map(),
    updates,
    webhook,
    commands: [],
    descriptions: new Map(),
    duplicates: [],
    lastMessageId: 100,
    lastQuery: 4_000_000_000_000,
    lastFile: 0,
    changed,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
