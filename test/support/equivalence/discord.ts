/** Discord: in a server, by commands, buttons, selects and forms; or in the bot's own messages, where one can type as well. */
import { readCustomId, writeCustomId } from "../../../adapters/discord/custom-id.js";
import type { CommandInfo, Host, Words } from "../../../src/adapter.js";
import type { Event } from "../../../src/engine/event.js";
import { plainName } from "../../../src/engine/screens/command.js";
import type { Screen } from "../../../src/screen.js";
import type { Actor } from "../discord/actor.js";
import type { Asked } from "../discord/asked.js";
import { startDiscord } from "../discord/fake.js";
import type { Seen as Message, SeenSelect } from "../discord/sees.js";
import { startBot } from "../discord-bot.js";
import type { Did } from "../talk-seat.js";
import { createBoxes } from "./boxes.js";
import { createNews, createRelay, createWatch, type Platform, type SeatWithView } from "./platform.js";
import type { Choice, Link, Seen } from "./sight.js";

export type DiscordWhere = "server" | "direct messages";

/** The longest text that a client sends as one message. */
const longest = 2000;

/** Screens on which words that are typed are an answer, or none. On all others they are a question. */
const waitsForWords = ["question", "letter-question", "note", "which-day", "which-entry", "practice"];

export async function startDiscordPlatform(
  where: DiscordWhere,
  words: Words,
  commands: readonly CommandInfo[],
): Promise<Platform> {
  const fake = await startDiscord();
  const relay = createRelay();
  const connected = () => startBot({ fake, host: relay.host });
  let bot = await connected();

  function newSeat(given: Host): SeatWithView {
    const watch = createWatch(given);
    relay.to(watch.host);
    const person = fake.person();
    const at = where === "server" ? person.in(fake.guild({ members: [person] }).channel()) : person.dm();
    const boxes = createBoxes();
    const news = createNews<Message>(
      ({ id }) => id,
      ({ raw, files }) => JSON.stringify([raw, files.map(({ name }) => name)]),
      ({ buttons, selects }) => JSON.stringify([buttons, selects]),
    );
    let standing: readonly Message[] = [];
    let filled = "";

    async function after(asked: readonly Asked[]): Promise<Did> {
      for (const one of asked) await one.answered();
      await bot.quiet();
      const fresh = news.of(at.messages().filter(({ by, thinking }) => by === "bot" && !thinking));
      if (fresh.length > 0) standing = fresh;
      return "answered";
    }

    function press(event: Press, on: Screen | undefined): Asked | undefined {
      return on === watch.standing()
        ? pressed(at, event)
        : at.forge.component(writeCustomId({ kind: "press", button: event.button, turn: event.turn }));
    }

    async function fill(text: string, on: Screen | undefined): Promise<Did> {
      const field = on?.asks.find((one) => one.kind === "type")?.fields[0];
      const opens = (at.last()?.buttons ?? []).find((one) => idOf(one.customId)?.kind === "form");
      // What is empty, too long or has lines where there is one cannot be sent from a form.
      const fits = field !== undefined && text.trim() !== "" && text.length <= field.max;
      if (opens?.customId === undefined || !fits || (field.accepts !== "lines" && text.includes("\n"))) {
        return "impossible";
      }
      await at.press({ customId: opens.customId }).answered();
      await at.untilForm();
      filled = text;
      return after([at.fill({ [field.id]: text })]);
    }

    async function command(name: string, rest: string): Promise<Did> {
      const plain = plainName(name);
      const info = commands.find((one) => one.name === plain || one.aliases.includes(plain));
      // What is not offered cannot be chosen, and what takes nothing has no room for more.
      if (info === undefined || (rest !== "" && info.takes === undefined)) return "impossible";
      if (rest === "" && info.takes?.needed === true) return "impossible";
      return after([
        at.command(info.name, rest === "" || info.takes === undefined ? {} : { [info.takes.what]: rest }),
      ]);
    }

    /** In a server one types into forms, and asks by a command where no answer is waited for. */
    function write(text: string, on: Screen | undefined): Promise<Did> {
      const isAsking = on === undefined || !waitsForWords.includes(on.at.kind);
      return isAsking ? command("ask", text.trim()) : fill(text, on);
    }

    function type(text: string): Promise<Did> {
      if (text.trim() === "" || text.length > longest) return Promise.resolve("impossible");
      at.type(text);
      return after([]);
    }

    async function say(event: Event, on: Screen | undefined): Promise<Did> {
      switch (event.type) {
        case "command":
          return where === "server"
            ? command(event.name, event.rest)
            : type(`/${event.name} ${event.rest}`.trim());
        case "text":
          return where === "server" ? write(event.text, on) : type(event.text);
        case "form":
          return fill(Object.values(event.fields).join("\n"), on);
        case "press": {
          const sent = boxes.press(event, on);
          if (sent === "unsent") return sent;
          const asked = sent.type === "pick" ? picked(at, sent) : press(sent, on);
          return asked === undefined ? "impossible" : after([asked]);
        }
        case "pick": {
          const asked = picked(at, event);
          return asked === undefined ? "impossible" : after([asked]);
        }
        case "other":
          return "impossible";
      }
    }

    return {
      member: `discord:${person.id}`,
      say,
      async both(one, another, on) {
        const first = say(one, on);
        const second = say(another, on);
        const [did, other] = await Promise.all([first, second]);
        return did === "answered" ? other : did;
      },
      async again() {
        // RESUME replays what was here before (F64).
        fake.gateway.replay(1);
        fake.gateway.drop();
        return after([]);
      },
      async restart() {
        await bot.close();
        bot = await connected();
        return "unsent";
      },
      sees: () => seenOf(standing, words, filled),
      leave: async () => undefined,
    };
  }

  return {
    name: `discord, in ${where === "server" ? "a server" : where}`,
    sit: newSeat,
    complaints: () => [
      ...fake.violations.map((one) => JSON.stringify(one)),
      ...fake.duplicates.map((one) => `said twice: ${JSON.stringify(one)}`),
    ],
    async close() {
      await bot.close();
      await fake.close();
    },
  };
}

type Press = Extract<Event, { type: "press" }>;

function idOf(customId: string | undefined): ReturnType<typeof readCustomId> {
  return customId === undefined ? undefined : readCustomId(customId);
}

/** Presses the button that is this one, or chooses it in the select that has it. */
function pressed(at: Actor, { button, turn }: Press): Asked | undefined {
  for (const message of [...at.messages()].reverse()) {
    const one = message.buttons.find(({ customId }) => {
      const id = idOf(customId);
      return id?.kind === "press" && id.button === button && id.turn === turn;
    });
    if (one?.customId !== undefined) return at.pressOn(message, { customId: one.customId });
    for (const { customId, options } of message.selects) {
      const id = idOf(customId);
      const option = options.find(({ value }) => value === button);
      if (id?.kind === "one" && id.turn === turn && option !== undefined) {
        return at.chooseIn({ customId }, option.label);
      }
    }
  }
  return undefined;
}

/** Chooses all of it at once. What stands there already is not sent by choosing it again: then a button ends it. */
function picked(at: Actor, { group, chosen, turn }: Extract<Event, { type: "pick" }>): Asked | undefined {
  for (const message of [...at.messages()].reverse()) {
    for (const select of message.selects) {
      const id = idOf(select.customId);
      if (id?.kind !== "many" || id.group !== group || id.turn !== turn) continue;
      const labels = select.options
        .filter(({ value }) => chosen.some((one) => value === one || value === `o:${one}`))
        .map(({ label }) => label);
      if (labels.join("\n") === select.chosen.join("\n"))
        return pressed(at, { type: "press", button: "done", turn });
      if (labels.length < select.least) return undefined;
      const target = { customId: select.customId };
      return labels.length === 0 ? at.deselect(target) : at.chooseIn(target, ...labels);
    }
  }
  return undefined;
}

/**
 * What the messages of one screen show, without what tells how to answer here, and without what was `filled` into a form that is
 * given back: elsewhere it still stands where it was typed.
 */
function seenOf(messages: readonly Message[], words: Words, filled: string): Seen {
  const marks = messages.flatMap((one) => one.marks);
  // An address that stands in the text in place of being masked.
  const bare = new Set(
    marks.flatMap(({ kind, text, url }) => (kind === "link" && text === url ? [text] : [])),
  );
  const text = messages
    .flatMap((one) => one.text.split("\n"))
    .filter((line) => line !== words["only-you"])
    .join("\n")
    .replace(`${words.typed}\n${filled}`, () => "");
  return {
    text: [
      [...bare].reduce((all, address) => all.replaceAll(address, " "), text),
      ...messages.flatMap(({ files }) => files.map(({ description }) => description ?? "")),
    ].join("\n"),
    choices: messages.flatMap(choicesOf),
    links: [
      ...marks.flatMap(({ kind, url }): Link[] =>
        kind === "link" && url !== undefined ? [{ address: url }] : [],
      ),
      ...messages.flatMap(({ buttons }) =>
        buttons.flatMap(({ label, url }): Link[] => (url === undefined ? [] : [{ address: url, label }])),
      ),
    ],
    files: messages.flatMap(({ files }) => files),
  };
}

const chosenMark = "✓ ";

/** Buttons and options of selects by rows. A button that opens a form is the way to type here, and no choice. */
function choicesOf({ buttons, selects }: Message): Choice[] {
  const rows = [
    ...buttons.flatMap(({ label, customId, url, row }) =>
      url !== undefined || idOf(customId)?.kind === "form" ? [] : [{ row, choices: [unmarked(label)] }],
    ),
    ...selects.map((select) => ({ row: select.row, choices: optionsOf(select) })),
  ];
  return rows.toSorted((a, b) => a.row - b.row).flatMap(({ choices }) => choices);
}

function optionsOf({ options }: SeenSelect): Choice[] {
  return options.map(({ label, chosen }) => {
    const choice = unmarked(label);
    return chosen ? { ...choice, on: true } : choice;
  });
}

function unmarked(label: string): Choice {
  return label.startsWith(chosenMark)
    ? { label: label.slice(chosenMark.length), on: true }
    : { label, on: false };
}
