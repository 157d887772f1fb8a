/** Look-ups and letters through the whole runtime: in a group, from a case, without a store. */
import { expect, it } from "vitest";
import { readFiles } from "../../src/content/load.js";
import { parseLibrary } from "../../src/content/parse.js";
import { screenText } from "../../src/screen.js";
import type { Members } from "../../src/store/members.js";
import { asking, bench, command, press } from "../support/runtime.js";
import { shippedFolders } from "../support/shipped.js";

const group = { where: "group" } as const;

/** The shipped flows with one more, whose plan leads to /specialty. */
async function withPick() {
  const files = new Map(await readFiles(shippedFolders));
  files.set(
    "flows/field.yaml",
    `command: field
questions:
  - { id: specialty, kind: pick, from: specialties, skip: true }
verdicts: [{ id: done }]
groups: [{ id: now }]
actions: [{ id: numbers, group: now, command: specialty }]
`,
  );
  return parseLibrary(files).library;
}

it("shows a look-up to everyone, with its picture, without buttons and without what was typed", async () => {
  const { say } = await bench();
  const [screen] = await say(command("specialty", "peds"), group);
  expect(screen).toMatchObject({ audience: "everyone", asks: [], attach: [{ type: "image/png" }] });
  expect(screen?.go).toEqual([{ label: expect.any(String), start: "start" }]);
  const [none] = await say(command("specialty", "nobody-may-read-this"), group);
  expect(JSON.stringify(none)).not.toContain("nobody-may-read-this");
  expect(none === undefined ? "" : screenText(none)).toContain("Vascular Surgery");
});

it("asks for the private chat where letters are wanted in a group, and opens them there", async () => {
  const { say } = await bench();
  const [screen] = await say(command("letters", "narrative"), group);
  expect(screen).toMatchObject({ audience: "everyone", go: [{ start: "letters" }], attach: [] });
  const [opened] = await say(command("start", "letters"));
  expect(opened?.at.kind).toBe("letters");
});

it("logs an answer in a letter with what the letter belongs to, not with the case that is open", async () => {
  const { say, logged } = await bench();
  await say(command("denied"));
  const [asked] = await say(command("letters", "work-entry"));
  expect(asked?.at.kind).toBe("letter-question");
  await say({ type: "text", text: "Ward work at home", dates: [] });
  expect(logged().at(-1)).toMatchObject({ flow: "letters", question: asked?.at.id });
});

it("keeps nothing of who only looks something up", async () => {
  const { say, store } = await bench();
  await say(command("specialty", "IM"));
  await say(command("ecfmg"));
  expect((await store.members("reader").load("web:somebody")).kind).toBe("none");
});

it("opens from a plan at what the case has said, and goes back to the plan", async () => {
  const { say, runtime } = await bench();
  runtime.replace({ library: await withPick(), asking });
  await say(command("field"));
  const [plan] = await say({ type: "text", text: "Internal Medicine", dates: [] });
  expect(plan?.at.kind).toBe("plan");
  const [shown] = await say(press("open:specialty", plan));
  expect(shown?.at).toMatchObject({ kind: "look-up-entry", id: "specialty:internal-medicine" });
  const [back] = await say(press("resume", shown));
  expect(back?.at.kind).toBe("plan");
  // The button of the plan is not old: nothing has changed.
  const [again] = await say(press("open:specialty", plan));
  expect(again?.at.kind).toBe("look-up-entry");
});

it("names an entry of the case of which nothing is held, as the list does", async () => {
  const { say, runtime } = await bench();
  runtime.replace({ library: await withPick(), asking });
  await say(command("field"));
  const [plan] = await say({ type: "text", text: "Thoracic Surgery", dates: [] });
  const [shown] = await say(press("open:specialty", plan));
  expect(shown?.at).toMatchObject({ kind: "look-up", id: "specialty" });
  const text = shown === undefined ? "" : screenText(shown);
  expect(text).toContain("“Thoracic Surgery”");
  expect(text).not.toContain("thoracic-surgery");
});

it("opens at the list where the case has said nothing of it, or cannot be read", async () => {
  const gone = { now: false };
  const wrap = (members: Members): Members => ({
    ...members,
    load: async (member) => (gone.now ? { kind: "unavailable", why: "gone" } : members.load(member)),
  });
  const { say, runtime } = await bench({ wrap });
  runtime.replace({ library: await withPick(), asking });
  await say(command("field"));
  const [plan] = await say({ type: "press", button: "skip", turn: 1 });
  expect((await say(press("open:specialty", plan)))[0]?.at).toMatchObject({
    kind: "look-up",
    id: "specialty",
  });
  gone.now = true;
  expect((await say(press("open:specialty", plan)))[0]?.at).toMatchObject({
    kind: "look-up",
    id: "specialty",
  });
});

it("takes buttons of look-ups that are not there any more, or never were", async () => {
  const { say } = await bench();
  for (const button of [
    "look:specialty:wizardry",
    "look:none:x",
    "list:none",
    "look",
    "list",
    "look:__proto__:x",
  ]) {
    const [screen] = await say({ type: "press", button, turn: "none" });
    expect(screen?.at.kind).toBe("home");
  }
  for (const button of ["look:specialty:pediatrics:9", "look:specialty:pediatrics:-1", "list:specialty:x"]) {
    const [screen] = await say({ type: "press", button, turn: "none" });
    expect(screen?.at.part).toBe(1);
  }
});

it("opens from an article, read in a case or found by itself", async () => {
  const files = new Map(await readFiles(shippedFolders));
  const article = "content/en/articles/people/attorney.md";
  files.set(article, (files.get(article) ?? "").replace(/^pace:/m, "command: ecfmg\npace:"));
  const { library, problems } = parseLibrary(files);
  expect(problems).toEqual([]);
  const { say, runtime } = await bench();
  runtime.replace({ library, asking });
  const [found] = await say({ type: "press", button: "a:people/attorney", turn: "none" });
  expect((await say(press("open:ecfmg", found)))[0]?.at).toMatchObject({ kind: "look-up", id: "ecfmg" });
  const [question] = await say(command("denied"));
  const [read] = await say(press("a:people/attorney", question));
  expect(read?.asks[0]).toMatchObject({
    options: expect.arrayContaining([{ id: "open:ecfmg", label: "Open /ecfmg" }]),
  });
  const [opened] = await say(press("open:ecfmg", read));
  expect(opened?.at).toMatchObject({ kind: "look-up", id: "ecfmg" });
  expect((await say(press("resume", opened)))[0]?.at).toMatchObject({
    kind: "article",
    id: "people/attorney",
  });
});
