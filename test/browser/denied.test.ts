/**
 * The whole of `/denied` in a browser, with the program as it is shipped. Answers are chosen by the names of questions and
 * options, so that it stays true when the words change.
 */
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "../support/chromium.js";
import { program } from "../support/program.js";
import { live, openWindow } from "./visit.js";

let browser: Browser;
let url: string;
/** What was started, to be ended whether all of it could be started or not. */
const ending: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  ending.push(() => browser.close());
  const preview = program(["preview"], { HOST: "127.0.0.1", PORT: "0" });
  ending.push(async () => {
    const ended = once(preview, "close");
    if (preview.kill("SIGTERM")) await ended;
  });
  url = await addressSaidBy(preview);
});
afterAll(() => Promise.all(ending.map((end) => end())));

/** Where the program says that it serves the page. */
async function addressSaidBy({ stdout, stderr }: ChildProcessWithoutNullStreams): Promise<string> {
  const said: string[] = [];
  stderr.on("data", (chunk) => said.push(String(chunk)));
  for await (const line of createInterface({ input: stdout })) {
    const [found] = /http:\/\/\S+/.exec(line) ?? [];
    if (found !== undefined) return found;
    said.push(line);
  }
  throw new Error(`The preview did not say where it is served, but: ${said.join("\n")}`);
}

/** Where the member is: the kind of page and what it is about. */
type Place = { kind: string; id: string };

async function placeOf(page: Page): Promise<Place> {
  const screen = live(page);
  const [kind, id] = await Promise.all([screen.getAttribute("data-kind"), screen.getAttribute("data-id")]);
  return { kind: kind ?? "", id: id ?? "" };
}

/** Does something and waits for the screen that comes of it. */
async function then(page: Page, act: () => Promise<void>): Promise<Place> {
  const before = await page.locator("article").count();
  await act();
  await page.locator("article").nth(before).waitFor();
  return placeOf(page);
}

const pressed = (page: Page, button: string): Promise<Place> =>
  then(page, () => live(page).locator(`button[value="${button}"]`).first().click());

const told = (page: Page, line: string): Promise<Place> =>
  then(page, async () => {
    await page.getByRole("combobox").fill(line);
    await page.keyboard.press("Enter");
  });

const wanted: Readonly<Record<string, string>> = {
  section: "b214",
  visa: "j1-clinical",
  stage: "matched",
  refusals: "2",
  "told-program": "no",
};

/** Forty days before or after today, as people write it, so that it is in the past or the future on any day. */
function day(from: "ago" | "ahead"): string {
  const at = new Date(Date.now() + (from === "ago" ? -40 : 40) * 86_400_000);
  return at.toISOString().slice(0, 10);
}

/** Answers the question on the screen: what is wanted, else nothing, else whatever the screen takes. */
async function answered(page: Page, { id }: Place): Promise<Place> {
  const screen = live(page);
  const has = async (button: string): Promise<boolean> =>
    (await screen.locator(`button[value="${button}"]`).count()) > 0;
  const given = wanted[id];
  if (given !== undefined && (await has(`o:${given}`))) return pressed(page, `o:${given}`);
  if (given === undefined && (await has("none"))) return pressed(page, "none");
  if (given === undefined && (await has("skip"))) return pressed(page, "skip");
  const field = screen.locator("form.fields").getByRole("textbox").first();
  if ((await field.count()) > 0) {
    const dated = (await screen.locator("input[type=date]").count()) > 0;
    const past = !["start", "interview"].includes(id);
    await field.fill(given ?? (dated ? day(past ? "ago" : "ahead") : "A line"));
    return then(page, () => screen.locator("form.fields button").click());
  }
  if ((await screen.getByRole("checkbox").count()) > 0) {
    await screen.getByRole("checkbox").first().check();
    return then(page, () => screen.locator("fieldset button").click());
  }
  return then(page, () => screen.locator("button.option").first().click());
}

/** Answers until the page is none of questions and stops; gives the names of what was asked. */
async function answeredAll(page: Page, from: Place): Promise<{ place: Place; asked: string[] }> {
  const asked: string[] = [];
  let place = from;
  while (["question", "letter-question", "stop"].includes(place.kind)) {
    if (asked.length > 40) throw new Error(`No end of questions: ${asked.join(", ")}`);
    asked.push(place.id);
    place = place.kind === "stop" ? await pressed(page, "go-on") : await answered(page, place);
  }
  return { place, asked };
}

/** Turns the plan's parts, from the one that is shown, to the one that has this. */
async function onSomePart(page: Page, wanted: string): Promise<void> {
  for (let part = 1; (await live(page).locator(wanted).count()) === 0; part += 1) {
    if (part > 9) throw new Error(`No part of the plan has ${wanted}.`);
    await pressed(page, "more");
  }
}

it("leads from a refusal to a plan that can be ticked, taken along, written from and forgotten", async () => {
  const context = await openWindow(browser);
  // What does not come by then does not come; the failure then names it.
  context.setDefaultTimeout(8_000);
  const page = await context.newPage();
  await page.goto(url);
  await live(page).waitFor();
  expect((await placeOf(page)).kind).toBe("home");

  let place = await told(page, "/denied");
  expect(place.kind).toBe("question");
  for (let n = 0; n < 3; n += 1) place = await answered(page, place);

  // The place outlives the page, and what was said before can be taken back.
  await page.reload();
  await live(page).waitFor();
  expect(await placeOf(page)).toEqual(place);
  const back = await pressed(page, "back");
  expect(back.id).not.toBe(place.id);

  const { place: plan, asked } = await answeredAll(page, back);
  expect(plan.kind).toBe("plan");
  expect(asked.length).toBeGreaterThan(8);

  // Ticks count at once and stay. The first part of a plan may have none.
  await onSomePart(page, "input[type=checkbox]");
  const box = live(page).getByRole("checkbox").first();
  const name = (await live(page).locator("label.tick").first().textContent()) ?? "";
  await box.check();
  await page.locator("#status p").waitFor({ state: "attached" });
  await page.reload();
  await live(page).waitFor();
  expect(await live(page).getByRole("checkbox", { name }).isChecked()).toBe(true);

  // The dates leave as a calendar.
  expect((await pressed(page, "calendar")).kind).toBe("calendar");
  const link = live(page).locator('a.file[type="text/calendar"]');
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toMatch(/\.ics$/);
  const calendar = await readFile(await download.path(), "utf8");
  expect(calendar).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(calendar).toMatch(/END:VCALENDAR\r\n$/);
  expect(calendar).toContain("BEGIN:VEVENT");
  expect((await pressed(page, "close")).kind).toBe("plan");

  // A draft asks what it needs, and is then there to be copied.
  await told(page, "/plan");
  await onSomePart(page, 'button[value="s:post-mortem"]');
  expect(await pressed(page, "s:post-mortem")).toEqual({ kind: "action", id: "post-mortem" });
  const { place: letter } = await answeredAll(page, await pressed(page, "l:post-mortem"));
  expect(letter).toEqual({ kind: "letter", id: "post-mortem" });
  expect(await live(page).locator(".copy-text").count()).toBeGreaterThan(0);

  // Nothing is left of one who wants to be forgotten.
  expect((await told(page, "/forget")).kind).toBe("sure");
  await live(page).locator('button[value="yes"]').click();
  await page.locator('article[data-kind="forgotten"]').waitFor();
  expect(await page.locator("article").count()).toBe(1);
  expect((await told(page, "/plan")).kind).toBe("home");
  await page.reload();
  await live(page).waitFor();
  expect((await placeOf(page)).kind).toBe("home");
  await context.close();
}, 60_000);

it("refuses what is too long for the server as kindly as the page does", async () => {
  const { origin } = new URL(url);
  const response = await fetch(`${origin}/api/update`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ id: "0b9d9f0e", event: { type: "text", text: "x".repeat(100_000), dates: [] } }),
  });
  expect(response.status).toBe(413);
});
