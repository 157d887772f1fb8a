/** The program as a process: what its users and their scripts see. */
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, describe, expect, it } from "vitest";
import { program, ran, talk, toThePlan } from "../support/program.js";
import { shippedFolders } from "../support/shipped.js";

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** A copy of the shipped flows and content, as a moderator's. */
async function copy(): Promise<{ at: string; environment: { CONTENT_DIR: string; FLOWS_DIR: string } }> {
  const at = await mkdtemp(join(tmpdir(), "preceptor-"));
  folders.push(at);
  await cp(shippedFolders.contentDir, join(at, "content"), { recursive: true });
  await cp(shippedFolders.flowsDir, join(at, "flows"), { recursive: true });
  return { at, environment: { CONTENT_DIR: join(at, "content"), FLOWS_DIR: join(at, "flows") } };
}

async function edit(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  await writeFile(file, text.replace(from, to));
}

describe("chat --json", () => {
  it("walks /denied to a plan with everything of the design", async () => {
    const conversation = talk();
    const { plan, asked } = await toThePlan(conversation, "denied", { section: "b214", stage: "applying" });
    expect(asked.length).toBeGreaterThanOrEqual(10);
    expect(asked.length).toBeLessThanOrEqual(16);
    expect(asked[0]).toBe("section");
    expect(plan).toMatchObject({ at: "plan", id: plan.plan?.verdict, files: [] });
    expect(plan.plan?.verdict).not.toBe("");
    expect(plan.plan?.actions.length).toBeGreaterThan(5);
    for (const action of plan.plan?.actions ?? []) {
      expect(action.title).not.toBe(action.id);
      expect(action.due === null || /^\d{4}-\d\d-\d\d/.test(action.due)).toBe(true);
    }
    expect(plan.text).toContain(plan.plan?.actions[0]?.title);
    const calendar = await conversation.say({ press: "calendar" });
    expect(calendar.files[0]?.text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(await conversation.end()).toBe(0);
  });

  it("says what was wrong with a line and goes on", async () => {
    const conversation = talk();
    expect((await conversation.say({ command: "denied" })).at).toBe("question");
    expect((await conversation.say({ press: "no such button" })).error).toContain("Unexpected button");
    expect((await conversation.say({ nonsense: 1 })).error).toContain("expected");
    expect((await conversation.say({ press: "o:b214" })).id).toBe("history");
    expect(await conversation.end()).toBe(0);
  });

  it("answers everything a careless or hostile member sends, and loses nothing", async () => {
    const conversation = talk();
    await conversation.say({ command: "denied" });
    await conversation.say({ press: "o:b214" });
    const odd = [
      { text: "x".repeat(100_000) },
      { text: "__proto__" },
      { press: "o:__proto__", turn: 2 },
      { text: "<b>hello</b> *hi* [a](http://b)" },
      { text: "😀 ویزا رد شد ‮" },
      { press: "o:b214", turn: 1 },
      { other: "photo" },
      { form: { __proto__: "x", constructor: "y" } },
      { command: "danied" },
    ];
    for (const event of odd) {
      const shown = await conversation.say(event);
      expect(shown.error).toBeUndefined();
      expect(`${shown.notice ?? ""}${shown.text}`).not.toMatch(/\[\w+\.[\w-]+\]|undefined|\[object/);
    }
    expect((await conversation.say({ command: "danied" })).text).toContain("/denied");
    const back = await conversation.say({ command: "resume" });
    expect(back).toMatchObject({ at: "question", id: "history" });
    expect(await conversation.end()).toBe(0);
  });
});

describe("check", () => {
  it("proves everything that is shipped and ends with 0", async () => {
    const { code, out, err } = await ran(["check"]);
    expect(`${out}${err}`).not.toContain("Unexpected");
    expect(code).toBe(0);
    expect(out).toContain("denied");
  });

  it("finds exactly one problem, with its line, when one option is misspelled", async () => {
    const { at, environment } = await copy();
    await edit(
      join(at, "flows/denied.yaml"),
      "when: { section: a212 }, to: attorney",
      "when: { section: a213 }, to: attorney",
    );
    const lines = (await readFile(join(at, "flows/denied.yaml"), "utf8")).split("\n");
    const line = lines.findIndex((one) => one.includes("a213")) + 1;
    const { code, out, err } = await ran(["check"], environment);
    const problems = `${out}${err}`.split("\n").filter((one) => one.includes("Unexpected"));
    expect(problems).toEqual([expect.stringContaining(`flows/denied.yaml:${line}:`)]);
    expect(problems[0]).toContain('"a213"');
    expect(code).toBe(1);
  });
});

describe("start and preview", () => {
  async function serving(environment: Record<string, string>) {
    const child = program(["preview"], { PORT: "0", LOG_LEVEL: "info", ...environment });
    const logged: string[] = [];
    const waiting: { wanted: string; found: () => void }[] = [];
    createInterface({ input: child.stderr }).on("line", (line) => {
      logged.push(line);
      for (const one of waiting) if (line.includes(one.wanted)) one.found();
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { value } = await lines.next();
    const url = /http:\S+/.exec(String(value))?.[0];
    if (url === undefined) throw new Error(`It did not say where it serves: ${value}\n${logged.join("\n")}`);
    return {
      url,
      logged,
      /** Resolves when a log line holds this. */
      see: (wanted: string) =>
        logged.some((line) => line.includes(wanted))
          ? Promise.resolve()
          : new Promise<void>((found) => waiting.push({ wanted, found })),
      async stop(): Promise<unknown> {
        child.kill("SIGTERM");
        const [code] = await once(child, "close");
        return code;
      },
    };
  }

  it("serves the page, says that nothing is kept, and ends cleanly at a signal", async () => {
    const served = await serving({});
    const page = await fetch(served.url);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect((await fetch(`${served.url}readyz`)).status).toBe(200);
    expect(await served.stop()).toBe(0);
  });

  it("takes over a sound edit, and keeps the old words where an edit is broken", async () => {
    const { at, environment } = await copy();
    const served = await serving(environment);
    const words = join(at, "content/en/interface.yaml");
    const about = async (): Promise<string> => {
      const page = await fetch(served.url);
      const cookie = page.headers.get("set-cookie")?.split(";")[0] ?? "";
      const answer = await fetch(`${served.url}api/update`, {
        method: "POST",
        headers: { "content-type": "application/json", cookie },
        body: JSON.stringify({ id: "0123456789abcdef", event: { type: "command", name: "about", rest: "" } }),
      });
      return answer.text();
    };
    expect(await about()).toContain("About this bot");
    await edit(words, "About this bot", "About the bot, anew");
    await served.see("library-replaced");
    expect(await about()).toContain("About the bot, anew");
    await edit(join(at, "flows/denied.yaml"), "kind: choice", "kind: chioce");
    await served.see("library-refused");
    expect(served.logged.join("\n")).toContain("flows/denied.yaml:");
    expect(await about()).toContain("About the bot, anew");
    expect(await served.stop()).toBe(0);
  });

  it("prints every problem of broken files, ends with 1 and shows no stack", async () => {
    const { at, environment } = await copy();
    await edit(join(at, "flows/denied.yaml"), "kind: choice", "kind: chioce");
    await edit(join(at, "content/en/articles/denial/b214.md"), "title:", "titel:");
    const { code, out, err } = await ran(["start"], { ...environment, PORT: "0" });
    expect(code).toBe(1);
    expect(err).toMatch(/flows\/denied\.yaml:\d+:\d+ {2}Unexpected/);
    expect(err).toMatch(/denial\/b214\.md:\d+:\d+ {2}Unexpected/);
    expect(`${out}${err}`).not.toMatch(/\n\s+at /);
  });

  it.each([
    [{ PORT: "eighty" }, 'PORT is "eighty"'],
    [{ SESSION_DAYS: "0" }, 'SESSION_DAYS is "0"'],
    [{ REDIS_URL: "redis//:secret-word@nowhere" }, "REDIS_URL is set"],
    [{ CONTENT_DIR: "/nowhere-at-all" }, "/nowhere-at-all"],
  ])("says in one line what is wrong with %o", async (environment, said) => {
    const { code, out, err } = await ran(["start"], environment);
    expect(code).toBe(1);
    expect(err).toContain(said);
    expect(`${out}${err}`).not.toMatch(/\n\s+at |secret-word/);
  });
});

describe("the rest of the command line", () => {
  it("answers questions from standard input, one JSON line each", async () => {
    const { code, out } = await ran(["ask", "--json"], {}, 'what is 221g\n"what is\\n214b"\n\n');
    const lines = out.trim().split("\n");
    expect(lines).toHaveLength(2);
    const [first]: {
      guard: unknown;
      answers: { id: string; title: string; short: string; score: number }[];
    }[] = lines.map((line) => JSON.parse(line));
    expect(first?.guard).toBeNull();
    expect(first?.answers[0]).toMatchObject({
      id: expect.stringContaining("g221"),
      score: expect.any(Number),
    });
    expect(code).toBe(0);
  });

  it("draws a flow", async () => {
    const { code, out } = await ran(["graph", "denied"]);
    expect(code).toBe(0);
    expect(out).toContain("<svg");
    const missed = await ran(["graph", "danied"]);
    expect(missed.code).toBe(1);
    expect(missed.err).toContain("did you mean denied");
  });

  it("draws into no file that says it is another kind of picture", async () => {
    const { code, out, err } = await ran(["graph", "denied", "--out", "denied.png"]);
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err).toBe('Unexpected file "denied.png", expected a name that ends in .svg: the picture is SVG\n');
  });

  it("makes the page of what is taught anew after an edit", async () => {
    const { at, environment } = await copy();
    const page = join(at, "content", "COVERAGE.md");
    await edit(join(at, "content", "en/articles/denial/post-mortem.md"), "claims: [", "claims: [m-23, ");
    const stale = await ran(["check", "--strict"], environment);
    expect(stale.code).toBe(1);
    expect(stale.out).toContain(
      `content/COVERAGE.md:1:1  Unexpected a page that does not follow from the files`,
    );
    const made = await ran(["coverage", "--out", page], environment);
    expect(made).toMatchObject({ code: 0, out: `Wrote ${page}\n` });
    expect((await ran(["coverage"], environment)).out).toBe(await readFile(page, "utf8"));
    expect((await ran(["check", "--strict"], environment)).code).toBe(0);
    await rm(join(at, "content", "sections.yaml"));
    const without = await ran(["coverage"], environment);
    expect(without.code).toBe(1);
    expect(without.err).toContain("Unexpected absence of content/sections.yaml");
  });

  it("says what is set and what is missing", async () => {
    const { code, out } = await ran(["doctor"]);
    expect(code).toBe(0);
    expect(out).toContain("in memory");
    expect(out).toMatch(/\d+ wrong, \d+ missing, \d+ good/);
  });

  it("says which folder is not there, beside everything else that is set", async () => {
    const away = { CONTENT_DIR: join(tmpdir(), "no-such-folder") };
    const said = await ran(["doctor"], away);
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/wrong +content in .*no-such-folder cannot be read \(ENOENT\)/);
    expect(said.out).toMatch(/1 wrong, \d+ missing, \d+ good/);
    const { code, err } = await ran(["check"], away);
    expect(code).toBe(1);
    expect(err).toContain("set CONTENT_DIR or --content to the folder content");
  });

  it("ends with 2 on what it does not understand, and names the way out", async () => {
    const { code, err } = await ran(["chekc"]);
    expect(code).toBe(2);
    expect(err).toContain("preceptor --help");
  });
});
