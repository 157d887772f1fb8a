/** The fake Discord itself: which commands can be registered, and who is offered them. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerProblems } from "../../support/discord/answers.js";
import { type FakeDiscord, startDiscord } from "../../support/discord/fake.js";
import type { Guild, Person } from "../../support/discord/people.js";
import { plainCall, whyRefused } from "../../support/discord/plain.js";

let fake: FakeDiscord;
let maya: Person;
let guild: Guild;

beforeEach(async () => {
  fake = await startDiscord();
  maya = fake.person({ name: "Maya" });
  guild = fake.guild({ members: [maya] });
});
afterEach(async () => {
  expect(answerProblems(fake)).toEqual([]);
  await fake.close();
});

type Body = Readonly<Record<string, unknown>>;
const command = (name: string, more: Body = {}) => ({ name, description: "What it does", ...more });
const option = (name: string, more: Body = {}) => ({ type: 3, name, description: "What it is", ...more });
const path = (where?: Guild) =>
  `/applications/${fake.id}${where === undefined ? "" : `/guilds/${where.id}`}/commands`;
const puts = async (list: unknown, where?: Guild): Promise<string> =>
  whyRefused(await plainCall(fake, "PUT", path(where), list));
const posts = async (one: unknown, where?: Guild): Promise<string> =>
  whyRefused(await plainCall(fake, "POST", path(where), one));
const names = (where?: Guild): string[] => fake.commands(where).map(({ name }) => name);

describe("a command", () => {
  it.each(["h1b-backed-out", "j1", "मदद", "a".repeat(32), "d'accord", "помощь"])(
    "D-1: may be %s",
    async (name) => {
      expect(await posts(command(name))).toBe("");
    },
  );

  it.each(["Denied", "a b", "", "a".repeat(33), "/denied", "what?", "ПОМОЩЬ"])(
    "D-1: may not be %s",
    async (name) => {
      expect(await posts(command(name))).toContain("400 50035 name");
    },
  );

  it("D-1: has a description of 1 to 100, and of the Apps menu none", async () => {
    expect(await posts({ name: "a" })).toBe("400 50035 description BASE_TYPE_BAD_LENGTH");
    expect(await posts(command("a", { description: " " }))).toContain("description");
    expect(await posts(command("a", { description: "a".repeat(101) }))).toContain("description");
    expect(await posts({ name: "Find an answer", type: 3 })).toBe("");
    expect(await posts(command("Find it", { type: 3 }))).toContain("description");
    expect(await posts({ name: "a".repeat(33), type: 3 })).toContain("name");
    expect(await posts({ name: "x", type: 3, options: [option("a")] })).toContain("options");
  });

  it("D-2: has 25 options, the required ones first, and 25 choices each", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => option(`o${n}`));
    expect(await posts(command("a", { options: many(25) }))).toBe("");
    expect(await posts(command("a", { options: many(26) }))).toContain("options");
    expect(await posts(command("a", { options: [option("x"), option("y", { required: true })] }))).toContain(
      "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    );
    expect(await posts(command("a", { options: [option("x"), option("x")] }))).toContain(
      "NAME_ALREADY_EXISTS",
    );
    const choices = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ name: `c${n}`, value: `${n}` }));
    expect(await posts(command("a", { options: [option("x", { choices: choices(25) })] }))).toBe("");
    expect(await posts(command("a", { options: [option("x", { choices: choices(26) })] }))).toContain(
      "choices",
    );
    expect(
      await posts(command("a", { options: [option("x", { choices: choices(2), autocomplete: true })] })),
    ).toContain("CHOICES_INVALID");
  });

  it("D-2: has 8000 characters in all", async () => {
    const choice = (n: number, each: number) => ({
      name: `${n}`.padEnd(each, "n"),
      value: `${n}`.padEnd(each, "v"),
    });
    const with100 = (count: number) => Array.from({ length: count }, (_, n) => choice(n, 100));
    // 2 of the command, 2 and 5000 of the first option, 2 and 2800 and twice `each` of the second.
    const long = (each: number, description = "d") => ({
      name: "a",
      description,
      options: [
        option("x", { description: "d", choices: with100(25) }),
        option("y", { description: "d", choices: [...with100(14), choice(14, each)] }),
      ],
    });
    expect(await posts(long(97))).toBe("");
    expect(await posts(long(97, "dd"))).toContain("APPLICATION_COMMAND_TOO_LARGE");
  });

  it("D-2: with subcommands is called with one", async () => {
    const sub = { type: 1, name: "letters", description: "Which", options: [option("name")] };
    expect(await puts([command("plan", { options: [sub] })])).toBe("");
    const at = maya.in(guild.channel());
    expect(() => at.command("plan")).toThrow("D-2");
    expect(at.command("plan letters", { name: "x" }).raw.data).toMatchObject({
      name: "plan",
      options: [{ name: "letters", type: 1, options: [{ name: "name", value: "x" }] }],
    });
    expect(await puts([command("plan", { options: [sub, option("x")] })])).toContain("OPTIONS_TYPE_INVALID");
  });

  it("D-4: is localized for locales that there are", async () => {
    expect(await posts(command("a", { description_localizations: { "es-ES": "Qué hace" } }))).toBe("");
    expect(await posts(command("a", { description_localizations: { ar: "x" } }))).toContain("ar");
  });
});

describe("the lists", () => {
  it("D-2: 100 commands and 15 of each menu, each name once", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => command(`c${n}`));
    expect(await puts(many(100))).toBe("");
    expect(await puts(many(101))).toContain("APPLICATION_COMMANDS_MAXIMUM");
    expect(await posts(command("one-more"))).toContain("APPLICATION_COMMANDS_MAXIMUM");
    expect(await posts(command("c5"))).toBe("");
    const menu = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `M ${n}`, type: 3 }));
    expect(await puts(menu(15), guild)).toBe("");
    expect(await puts(menu(16), guild)).toContain("APPLICATION_COMMANDS_MAXIMUM");
    expect(await puts([command("a"), command("a")])).toContain("DUPLICATE_NAME");
    expect(await puts([command("a"), { name: "a", type: 3 }])).toBe("");
  });

  it("D-3: PUT takes the place of all, POST of a known name changes it, and the id stays", async () => {
    await puts([command("denied"), command("ask")]);
    const before = fake.commands().find(({ name }) => name === "denied");
    expect(whyRefused(await plainCall(fake, "POST", path(), command("denied", { description: "New" })))).toBe(
      "",
    );
    const after = fake.commands().find(({ name }) => name === "denied");
    expect(after).toMatchObject({ id: before?.id, description: "New" });
    expect(after?.version).not.toBe(before?.version);
    await puts([command("denied")]);
    expect(names()).toEqual(["denied"]);
    expect(fake.commands()[0]?.id).toBe(before?.id);
    expect(fake.commandWrites()).toBe(3);
    const one = `${path()}/${before?.id}`;
    expect((await plainCall(fake, "GET", one)).body).toMatchObject({
      name: "denied",
      version: expect.any(String),
    });
    expect(whyRefused(await plainCall(fake, "PATCH", one, { description: "Newer" }))).toBe("");
    expect(fake.commands()[0]?.description).toBe("Newer");
    expect(whyRefused(await plainCall(fake, "DELETE", one))).toBe("");
    expect(whyRefused(await plainCall(fake, "DELETE", one))).toBe("404 10063");
    expect((await plainCall(fake, "GET", path())).body).toEqual([]);
  });

  it("D-3: 200 are created in a day, in each list", async () => {
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => command(`c${from + n}`));
    expect(await puts(many(0, 100))).toBe("");
    expect(await puts(many(100, 100))).toBe("");
    expect(await puts(many(200, 1))).toBe("400 30034");
    expect(names()).toHaveLength(100);
    expect(await puts(many(200, 1), guild)).toBe("");
    fake.clock.advance(24 * 3_600_000);
    expect(await puts(many(200, 1))).toBe("");
  });

  it("D-3: one name in both lists is offered twice", async () => {
    const at = maya.in(guild.channel());
    await puts([command("denied")]);
    expect(at.command("denied").raw).toMatchObject({ data: { name: "denied" } });
    await puts([command("denied")], guild);
    expect(() => at.command("denied")).toThrow("D-3");
    await puts([]);
    expect(at.command("denied").raw).toMatchObject({ data: { guild_id: guild.id } });
  });

  it("D-6: contexts and installations are of everybody's list alone, and decide where a command is offered", async () => {
    expect(await puts([command("a", { contexts: [0] })], guild)).toContain("0.contexts");
    expect(await puts([command("a", { integration_types: [0] })], guild)).toContain("0.integration_types");
    await puts([
      command("everywhere", { contexts: [0, 1, 2], integration_types: [0, 1] }),
      command("in-guilds", { contexts: [0], integration_types: [0] }),
      command("in-dms", { contexts: [1], integration_types: [0] }),
    ]);
    const offered = (use: (name: string) => unknown) =>
      ["everywhere", "in-guilds", "in-dms"].filter((name) => {
        try {
          use(name);
          return true;
        } catch {
          return false;
        }
      });
    const channel = guild.channel();
    expect(offered(maya.in(channel).command)).toEqual(["everywhere", "in-guilds"]);
    expect(offered(maya.dm().command)).toEqual(["everywhere", "in-dms"]);
    const other = fake.guild({ members: [maya], installed: false }).channel();
    expect(() => maya.in(other)).toThrow("userInstalledIn");
    expect(offered(maya.userInstalledIn(other).command)).toEqual(["everywhere"]);
    const group = fake.group(maya);
    expect(offered(maya.in(group).command)).toEqual(["everywhere"]);
  });

  it("D-7: a command for those with a permission is offered to them", async () => {
    expect(
      await puts([
        command("post", { default_member_permissions: "8192" }),
        command("off", { default_member_permissions: "0" }),
      ]),
    ).toBe("");
    const channel = guild.channel();
    expect(() => maya.in(channel).command("post")).toThrow("offered");
    guild.join(maya, 1n << 13n);
    expect(maya.in(channel).command("post").raw).toMatchObject({ data: { name: "post" } });
    expect(() => maya.in(channel).command("off")).toThrow("offered");
    guild.join(maya, 8n);
    expect(maya.in(channel).command("off").raw).toMatchObject({ data: { name: "off" } });
    expect(fake.violations).toEqual([]);
  });

  it("what a client would not send is not sent", async () => {
    await puts([
      command("ask", {
        options: [
          option("question", { required: true, max_length: 10 }),
          option("kind", { choices: [{ name: "Visa", value: "visa" }] }),
          option("year", { type: 4, min_value: 2020, max_value: 2030 }),
        ],
      }),
    ]);
    const at = maya.in(guild.channel());
    expect(() => at.command("ask")).toThrow('"question" is required');
    expect(() => at.command("ask", { question: "a".repeat(11) })).toThrow("takes 0 to 10 characters");
    expect(() => at.command("ask", { question: 5 })).toThrow("takes a string");
    expect(() => at.command("ask", { question: "a", kind: "other" })).toThrow("has no choice");
    expect(() => at.command("ask", { question: "a", year: 2019 })).toThrow("out of bounds");
    expect(() => at.command("ask", { question: "a", year: 2020.5 })).toThrow("whole number");
    expect(() => at.command("ask", { question: "a", else: 1 })).toThrow('no option "else"');
    expect(() => at.command("asks")).toThrow("There are: ask");
  });

  it("are the bot's own, where it is installed", async () => {
    expect(whyRefused(await plainCall(fake, "GET", "/applications/1/commands"))).toBe("403 50001");
    guild.uninstall();
    expect(await puts([command("a")], guild)).toBe("403 50001");
  });
});
