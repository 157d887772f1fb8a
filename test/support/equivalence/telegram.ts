/** Telegram: a private chat with the bot, in which a member types and presses what is labelled so. */
import { keyboardOf, marks } from "../../../adapters/telegram/keyboard.js";
import { writePress } from "../../../adapters/telegram/press.js";
import type { Host, Words } from "../../../src/adapter.js";
import type { Event } from "../../../src/engine/event.js";
import type { Screen } from "../../../src/screen.js";
import type { Did } from "../talk-seat.js";
import type { Press } from "../telegram/actor.js";
import { startTelegram } from "../telegram/fake.js";
import type { PrivateActor } from "../telegram/people.js";
import type { Seen as Message } from "../telegram/sees.js";
import { startBot } from "../telegram-bot.js";
import { createNews, createRelay, createWatch, type Platform, type SeatWithView } from "./platform.js";
import type { Choice, Link, Seen } from "./sight.js";

/** The longest text that a client sends as one message. */
const longest = 4096;

export async function startTelegramPlatform(words: Words): Promise<Platform> {
  const fake = await startTelegram();
  const relay = createRelay();
  const connected = () => startBot({ fake, host: relay.host });
  let bot = await connected();
  /** Presses that were delivered twice, and may be answered twice. */
  const repeated = new Set<string>();

  function newSeat(given: Host): SeatWithView {
    const watch = createWatch(given);
    relay.to(watch.host);
    const chat = fake.person().privately();
    const news = createNews<Message>(
      ({ id }) => id,
      ({ text, marks: all, files }) => JSON.stringify([text, all, files.map(({ name }) => name)]),
      ({ buttons }) => (buttons.length === 0 ? "" : JSON.stringify(buttons)),
    );
    let standing: readonly Message[] = [];
    let last: Press | undefined;

    async function after(presses: readonly Press[]): Promise<Did> {
      await bot.quiet();
      for (const press of presses) await press.answered();
      const fresh = news.of(chat.sees().filter(({ by }) => by === "bot"));
      if (fresh.length > 0) standing = fresh;
      return "answered";
    }

    function press(button: string, on: Screen): Press {
      const made =
        on === watch.standing()
          ? pressed(chat, button, on)
          : chat.forge(writePress({ button, turn: on.turn }));
      last = made;
      return made;
    }

    return {
      member: `telegram:${chat.id}`,
      async say(event, on) {
        switch (event.type) {
          case "command":
            chat.type(`/${event.name} ${event.rest}`.trim());
            return after([]);
          case "text":
          case "form": {
            const text = event.type === "text" ? event.text : Object.values(event.fields).join("\n");
            if (text.trim() === "" || text.length > longest) return "impossible";
            chat.type(text);
            return after([]);
          }
          case "press":
            return on === undefined ? "impossible" : after([press(event.button, on)]);
          case "pick": {
            for (const button of pressesFor(event, on)) {
              const screen = watch.standing();
              if (screen !== undefined) await after([press(button, screen)]);
            }
            return "answered";
          }
          case "other":
            send(chat, event.what);
            return after([]);
        }
      },
      both: (one, another, on) =>
        after([one, another].flatMap((event) => (event.type === "press" ? [press(event.button, on)] : []))),
      async again() {
        if (last?.update === undefined) return "impossible";
        repeated.add(last.id);
        fake.repeat(last.update);
        return after([]);
      },
      async restart() {
        await bot.close();
        bot = await connected();
        return "unsent";
      },
      sees: () => seenOf(standing, words),
      leave: async () => undefined,
    };
  }

  return {
    name: "telegram",
    sit: newSeat,
    complaints: () => [
      ...fake.violations.map((one) => JSON.stringify(one)),
      ...fake.duplicates
        .filter((one) => one.kind !== "answer" || !repeated.has(one.query))
        .map((one) => `said twice: ${JSON.stringify(one)}`),
    ],
    async close() {
      await bot.close();
      await fake.close();
    },
  };
}

/** Presses what is labelled as this button of the screen is. */
function pressed(chat: PrivateActor, button: string, on: Screen): Press {
  const data = writePress({ button, turn: on.turn });
  const label = keyboardOf(on)
    .flat()
    .find((one) => "callback_data" in one && one.callback_data === data)?.text;
  if (label === undefined) throw new Error(`the screen ${on.at.kind} ${on.at.id} has no button ${button}`);
  return chat.press(label);
}

/** The presses that lead to these ticks and no others, and to the end of ticking. */
function pressesFor(event: Extract<Event, { type: "pick" }>, on: Screen | undefined): string[] {
  const ask = on?.asks.find((one) => one.kind === "many" && one.group === event.group);
  if (ask?.kind !== "many") return [];
  const turned = ask.options.filter(
    ({ id, on: ticked = false }) => ticked !== event.chosen.some((one) => id === one || id === `o:${one}`),
  );
  return [...turned.map(({ id }) => id), ...(ask.done === undefined ? [] : ["done"])];
}

function send(chat: PrivateActor, what: Extract<Event, { type: "other" }>["what"]): void {
  switch (what) {
    case "photo":
      return void chat.photo();
    case "file":
      return void chat.file("letter.pdf");
    case "sticker":
      return void chat.sticker();
    case "unknown":
      return void chat.voice();
  }
}

/** What the messages of one screen show, without the marks of labels and what tells how to answer here. */
function seenOf(messages: readonly Message[], words: Words): Seen {
  const buttons = messages.flatMap((one) => one.buttons.flat());
  const links = messages.flatMap((one) => one.links);
  const isLink = (label: string): boolean => links.some((one) => one.label === label);
  const named = new Map(
    buttons.flatMap((label) => {
      const [, number, name] = /^[✓☐] (\d+)\. (.+)$/u.exec(label) ?? [];
      return number === undefined || name === undefined ? [] : [[number, name] as const];
    }),
  );
  return {
    text: messages
      .flatMap(({ text }) => text.split("\n"))
      .filter((line) => line !== words.type)
      .join("\n"),
    choices: buttons.filter((label) => !isLink(label)).map((label) => choiceOf(label, named)),
    links: [
      ...messages.flatMap((one) =>
        one.marks.flatMap(({ type, url }): Link[] =>
          type === "text_link" && url !== undefined ? [{ address: url }] : [],
        ),
      ),
      ...links.map(({ label, url }): Link => ({ address: url, label })),
    ],
    files: messages.flatMap(({ files }) => files),
  };
}

const marksBefore = new RegExp(
  `^(?:${[marks.chosen, marks.ticked, marks.unticked, ...marks.lists].map((one) => one.trim()).join("|")}) `,
  "u",
);

/** What a number stands for is named by the box that has it (T-14). */
function choiceOf(given: string, named: ReadonlyMap<string, string>): Choice {
  let label = given;
  while (marksBefore.test(label)) label = label.replace(marksBefore, "");
  const [, number, name] = /^(\d+)(?:\. (.+))?$/u.exec(label) ?? [];
  const whole = number === undefined ? undefined : named.get(number);
  const isNumbered = whole !== undefined && (name === undefined || name === whole);
  return {
    label: isNumbered ? whole : label,
    on: given.startsWith(marks.chosen) || given.startsWith(marks.ticked),
  };
}
