/** The commands as they are registered (D-1, D-2, D-6), and when they are the same as those that are there (D-3). */
import { describe, expect, it } from "vitest";
import {
  type Command,
  isCommandName,
  registrationOf,
  sameCommands,
} from "../../../adapters/discord/commands.js";
import type { CommandInfo } from "../../../src/adapter.js";
import { commandsOf } from "../../../src/runtime/commands.js";
import { shipped } from "../../support/shipped.js";
import { words } from "./interactions.js";

const { library } = await shipped();
const info = (name: string, more: Partial<CommandInfo> = {}): CommandInfo => ({
  name,
  about: "What it does",
  aliases: [],
  inPublic: false,
  ...more,
});
const registered = (...commands: CommandInfo[]) => registrationOf(commands, words, "global");
const only = (command: CommandInfo): Command | undefined => registered(command).commands[0];

describe("a command as it is registered", () => {
  it("D-6: is there in servers, in the bot's DM and elsewhere; of one server it has no places", () => {
    expect(only(info("denied"))).toEqual({
      type: 1,
      name: "denied",
      description: "What it does",
      contexts: [0, 1, 2],
      integration_types: [0, 1],
    });
    expect(registrationOf([info("denied")], words, "guild").commands).toEqual([
      { type: 1, name: "denied", description: "What it does" },
      { type: 3, name: words.find },
    ]);
  });

  it("D-2, D-5: takes a question or a name, with suggestions, what is needed first", () => {
    expect(only(info("ask", { takes: { what: "question", needed: true }, inPublic: true }))).toMatchObject({
      options: [
        {
          type: 3,
          name: "question",
          description: words["question-about"],
          required: true,
          max_length: 2000,
          autocomplete: true,
        },
        { type: 5, name: "public", description: words["public-about"] },
      ],
    });
    expect(only(info("letters", { takes: { what: "name", needed: false } }))).toMatchObject({
      options: [
        { type: 3, name: "name", description: words["name-about"], required: false, autocomplete: true },
      ],
    });
  });

  it("can be answered for everybody only where it tells nothing of a member, and takes something", () => {
    expect(only(info("help", { inPublic: true }))).not.toHaveProperty("options");
    expect(only(info("denied", { takes: { what: "name", needed: false } }))).toMatchObject({
      options: [{ name: "name" }],
    });
  });

  it("stands beside the one command for a message", () => {
    const { commands } = registered(info("denied"), info("ask"));
    expect(commands.map(({ type, name }) => [type, name])).toEqual([
      [1, "denied"],
      [1, "ask"],
      [3, words.find],
    ]);
    expect(words.find?.length).toBeLessThanOrEqual(32);
  });

  it("D-1, D-2: is so of every shipped command, without a mistake", () => {
    const all = commandsOf(library);
    const { commands, mistakes } = registrationOf(all, words, "global");
    expect(mistakes).toEqual([]);
    expect(commands).toHaveLength(all.length + 1);
    for (const command of commands) {
      expect(JSON.stringify(command)).not.toContain("[discord.");
      const { length } = "description" in command ? (command.description ?? "") : "-";
      expect(length).toBeLessThanOrEqual(100);
      expect(length).toBeGreaterThan(0);
    }
    expect(commands.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["h1b-backed-out", "second-look", "ask"]),
    );
  });
});

describe("what cannot be registered", () => {
  it.each(["h1b-backed-out", "über", "日本", "a_b", "l'eau", "a".repeat(32)])("D-1: %s can", (name) => {
    expect(isCommandName(name)).toBe(true);
  });

  it.each(["", "Denied", "a b", "a.b", "/ask", "a".repeat(33), "Ü", "a\n", "😀"])(
    "D-1: %j cannot, and is left out",
    (name) => {
      const { commands, mistakes } = registered(info(name), info("ask"));
      expect(mistakes).toEqual([{ command: name, what: "name" }]);
      expect(commands.map((one) => one.name)).toEqual(["ask", words.find]);
    },
  );

  it("D-2: is a name that is there twice, and what is over a hundred", () => {
    expect(registered(info("ask"), info("ask")).mistakes).toEqual([{ command: "ask", what: "twice" }]);
    expect(registered(info("ask"), info("ask")).commands).toHaveLength(2);
    const many = registered(...Array.from({ length: 102 }, (_, n) => info(`c${n}`)));
    expect(many.mistakes).toEqual([
      { command: "c100", what: "too-many" },
      { command: "c101", what: "too-many" },
    ]);
    expect(many.commands.filter(({ type }) => type === 1)).toHaveLength(100);
  });

  it("D-1: is a long description, of which the beginning is registered and the rest is told", () => {
    const about = "word ".repeat(30).trim();
    const { commands, mistakes } = registered(info("ask", { about }));
    expect(mistakes).toEqual([{ command: "ask", what: "about", is: 149, atMost: 100 }]);
    expect(commands[0]).toMatchObject({ description: `${"word ".repeat(19)}…` });
  });

  it("D-1: is a command without a description", () => {
    expect(registered(info("ask", { about: " " })).mistakes).toEqual([{ command: "ask", what: "no-about" }]);
  });
});

describe("D-3: the commands that are there", () => {
  const wanted = registrationOf(commandsOf(library), words, "global").commands;
  /** As Discord gives a command back. */
  const given = (command: Command, more: object = {}): unknown => ({
    id: "1200000000000000001",
    application_id: "1100000000000000002",
    version: "1200000000000000002",
    default_member_permissions: null,
    name_localizations: null,
    description_localizations: null,
    dm_permission: true,
    nsfw: false,
    description: "",
    ...command,
    ...more,
  });

  it("are the same in any order, whatever Discord adds", () => {
    expect(
      sameCommands(
        wanted.map((one) => given(one)),
        wanted,
      ),
    ).toBe(true);
    expect(sameCommands(wanted.map((one) => given(one)).reverse(), wanted)).toBe(true);
    expect(
      sameCommands(
        wanted.map((one) => given(one, { contexts: [2, 0, 1], integration_types: [1, 0] })),
        wanted,
      ),
    ).toBe(true);
  });

  it("D-6: are the same in one server, whatever is told of their places there", () => {
    const { commands } = registrationOf([info("ask")], words, "guild");
    for (const more of [
      {},
      { contexts: null, integration_types: null },
      { contexts: [0], integration_types: [0] },
    ])
      expect(
        sameCommands(
          commands.map((one) => given(one, more)),
          commands,
        ),
      ).toBe(true);
  });

  it("are the same where what is a default is left out or told", () => {
    const [ask] = registered(info("ask", { takes: { what: "name", needed: false } })).commands;
    const there = given(ask ?? { type: 3, name: "a" }, {
      options: [
        {
          type: 3,
          name: "name",
          name_localizations: null,
          description: words["name-about"],
          autocomplete: true,
          max_length: 2000,
        },
      ],
    });
    expect(sameCommands([there], ask === undefined ? [] : [ask])).toBe(true);
  });

  it.each<[string, (all: unknown[]) => unknown]>([
    ["one is missing", (all) => all.slice(1)],
    ["one is there twice", (all) => [...all, all[0]]],
    ["one is called otherwise", (all) => [{ ...Object(all[0]), name: "other" }, ...all.slice(1)]],
    [
      "one says otherwise what it does",
      (all) => [{ ...Object(all[0]), description: "other" }, ...all.slice(1)],
    ],
    ["one is elsewhere", (all) => [{ ...Object(all[0]), contexts: [0] }, ...all.slice(1)]],
    [
      "one is for some only",
      (all) => [{ ...Object(all[0]), default_member_permissions: "0" }, ...all.slice(1)],
    ],
    [
      "one takes something else",
      (all) => [{ ...Object(all[0]), options: [{ type: 5, name: "x", description: "y" }] }, ...all.slice(1)],
    ],
    ["one is of another kind", (all) => [{ ...Object(all[0]), type: 2 }, ...all.slice(1)]],
    ["there are none", () => []],
    ["it is no list", () => ({ code: 0 })],
    ["they are nothing", (all) => all.map(() => null)],
  ])("are others where %s", (_what, change) => {
    expect(sameCommands(change(wanted.map((one) => given(one))), wanted)).toBe(false);
  });
});
