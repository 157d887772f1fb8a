/** What the page does with what is pressed, typed and sent, and with answers that do not come. */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Event } from "../../src/engine/event.js";
import {
  calendarText,
  choice,
  field,
  fields,
  gallery,
  home,
  letter,
  lookup,
  markup,
  plan,
  screen,
  several,
} from "../support/gallery.js";
import { serve } from "../support/loopback.js";
import { preview, type Script, webWords } from "../support/preview.js";
import { always, gate, inPage, live, stands, tell, tour, type Visit, visits } from "./visit.js";

const open = visits();

const words = webWords();
const word = (name: string): string => words[name] ?? `[web.${name}]`;
const eventsOf = ({ preview }: Visit): readonly Event[] => preview.taken.map((update) => update.event);
/** The home screen on arrival, and after that whatever is under test. */
const thereafter =
  (then: Script): Script =>
  (update, taken) =>
    taken.length === 1 ? [home] : then(update, taken);

describe("arriving", () => {
  it("greets on the first visit, and keeps the place on every other", async () => {
    const placed = await open(({ event }) => [
      event.type === "command" && event.name === "start" ? home : several,
    ]);
    const { page, preview } = placed;
    expect(await live(page).getByRole("heading", { level: 2 }).textContent()).toBe(home.title);
    await live(page).getByRole("button", { name: "My US visa was refused" }).click();
    await stands(page, 2);
    await page.reload();
    await stands(page, 1);
    expect(await live(page).getByRole("heading", { level: 2 }).textContent()).toBe(several.title);
    expect(eventsOf(placed)).toEqual([
      { type: "command", name: "start", rest: "" },
      { type: "press", button: "open:denied", turn: 0 },
      { type: "command", name: "resume", rest: "" },
    ]);
    expect(new Set(preview.taken.map((update) => update.member)).size).toBe(1);
    expect(new Set(preview.taken.map((update) => update.id)).size).toBe(3);
  });

  it("knows a member who follows a link to the page from another site", async () => {
    const { page, served, preview } = await open(always(choice));
    // Another site for the browser, since its name is another; it holds nothing but a link here.
    const elsewhere = `http://localhost:${served.port}/elsewhere`;
    await page.route(elsewhere, (route) =>
      route.fulfill({ contentType: "text/html", body: `<a href="${served.url}/">Preceptor</a>` }),
    );
    await page.goto(elsewhere);
    await page.getByRole("link").click();
    await stands(page, 1);
    const [first, again] = preview.taken;
    expect(again?.member).toBe(first?.member);
  });

  it("says what to do when no script runs", async () => {
    const { page } = await open(always(choice), { javaScriptEnabled: false });
    expect(await page.locator("noscript p").textContent()).toBe(word("noscript"));
    expect(await page.locator("noscript p").isVisible()).toBe(true);
    expect(await page.locator("footer").isVisible()).toBe(false);
  });

  it("keeps the token from scripts", async () => {
    const { page } = await open(always(choice));
    expect(await inPage(page, "document.cookie")).toBe("");
  });

  it("asks no other address for anything, and gives the browser nothing to complain of", async () => {
    const visited = await open(tour);
    for (const place of gallery.keys()) await tell(visited.page, `/screen-${place}`, place + 2);
    expect(visited.outside).toEqual([]);
    expect(visited.complaints).toEqual([]);
  });
});

describe("what is shown", () => {
  it("draws headings, lists, tables and marks", async () => {
    const { page } = await open(always(plan(["keep-papers"])));
    const drawn = live(page);
    expect(await drawn.getByRole("heading", { level: 3 }).allTextContents()).toEqual([
      "See a person first",
      "Now",
    ]);
    expect(await drawn.locator("ol > li").count()).toBe(3);
    expect(await drawn.getByRole("rowheader").allTextContents()).toEqual(["Visa", "Call"]);
    expect(await drawn.getByRole("columnheader").allTextContents()).toEqual([
      "First program",
      "Second program",
    ]);
    expect(await drawn.locator("li strong").first().textContent()).toBe("Two refusals");
  });

  it("opens links beside the page, and tells nobody where they were found", async () => {
    const { page } = await open(always(plan([])));
    const link = live(page).getByRole("link");
    expect(await link.getAttribute("href")).toBe("https://travel.state.gov/denials.html");
    expect(await link.getAttribute("rel")).toBe("noopener noreferrer");
    expect(await link.textContent()).toBe(`Visa denials ${word("new-tab")}`);
  });

  it("makes no link of an address that would run something", async () => {
    const line = [{ text: "here", link: "javascript:alert(1)" }];
    const { page } = await open(always(screen({ title: "Link", body: [{ kind: "paragraph", line }] })));
    expect(await live(page).getByRole("link").count()).toBe(0);
    expect(await live(page).textContent()).toContain("here (javascript:alert(1))");
  });

  it("shows a member's words as they are, wherever they stand, and runs nothing in them", async () => {
    const hostile = `<img src=x onerror="document.title='run'"><script>document.title='run'</script> ${markup}`;
    const said = [{ said: hostile }];
    const { page, outside, complaints } = await open(
      always(
        screen({
          title: hostile,
          notice: hostile,
          body: [
            { kind: "paragraph", line: said },
            { kind: "heading", line: said },
            { kind: "copy", line: said },
            { kind: "list", ordered: false, items: [said] },
            { kind: "table", columns: [said], rows: [{ name: said, cells: [] }] },
          ],
          go: [{ id: "back", label: hostile }],
          foot: said,
        }),
      ),
    );
    await tell(page, hostile, 2);
    for (const place of [
      "h2",
      ".notice",
      "h3",
      ".copy-text",
      "li bdi",
      "th bdi",
      ".go button",
      ".progress",
    ]) {
      expect(await live(page).locator(place).first().textContent(), place).toBe(hostile);
    }
    expect(await page.locator(".own bdi").textContent()).toBe(hostile);
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(await page.title()).toBe(word("name"));
    expect(outside).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("hands out a file under its name, byte for byte", async () => {
    const { page } = await open(always(letter));
    const link = live(page).getByRole("link", { name: "dates.ics" });
    expect(await link.getAttribute("type")).toBe("text/calendar");
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toBe("dates.ics");
    expect(await readFile(await download.path(), "utf8")).toBe(calendarText);
  });

  it("copies a text whole, with the lines it has", async () => {
    const { page } = await open(always(letter), { permissions: ["clipboard-read", "clipboard-write"] });
    await live(page)
      .getByRole("button", { name: word("copy") })
      .click();
    await live(page)
      .getByRole("button", { name: word("copied") })
      .waitFor();
    expect(await inPage(page, "navigator.clipboard.readText()")).toBe(
      `Dear officer,\n\nI said: ${markup}\n\nThank you.`,
    );
  });

  it("selects a text that the browser does not let it copy", async () => {
    const { page } = await open(always(letter));
    await inPage(page, `void (navigator.clipboard.writeText = () => Promise.reject(new Error("no")))`);
    await live(page)
      .getByRole("button", { name: word("copy") })
      .click();
    await live(page)
      .getByRole("button", { name: word("copy-by-hand") })
      .waitFor();
    expect(await inPage(page, "getSelection().toString()")).toContain("Dear officer,");
  });
});

describe("answering", () => {
  it("puts what was pressed on the right, and takes the buttons from what is past", async () => {
    const answered = await open(thereafter(always(several)));
    const { page } = answered;
    await live(page).getByRole("button", { name: "My US visa was refused" }).click();
    await stands(page, 2);
    expect(await page.locator(".own").textContent()).toBe(`${word("you")} My US visa was refused`);
    expect(await page.locator(".past button").count()).toBe(0);
    expect(await page.locator(".past").textContent()).toContain("What has happened?");
  });

  it("sends several answers together once they are done", async () => {
    const answered = await open(always(several));
    const { page } = answered;
    await live(page).getByText("Work at home").click();
    await live(page).getByText("Family at home").click();
    await live(page).getByRole("button", { name: "Done" }).click();
    await stands(page, 2);
    expect(await page.locator(".own bdi").textContent()).toBe("Family at home");
    expect(eventsOf(answered).at(-1)).toEqual({
      type: "pick",
      group: "shown",
      chosen: ["o:family-at-home"],
      turn: several.turn,
    });
  });

  it("keeps a tick where it stands, and takes back one that comes too early", async () => {
    const held = gate();
    const answered = await open(async ({ event }) => {
      if (event.type !== "pick") return [plan([])];
      await held.opened;
      return [plan(event.chosen.map((id) => id.slice(2)))];
    });
    const { page } = answered;
    const [first, second] = await live(page).getByRole("checkbox").all();
    await first?.click();
    await second?.click();
    expect(await second?.isChecked()).toBe(false);
    held.open();
    await live(page).getByText("✓").waitFor();
    expect(await page.locator("article").count()).toBe(1);
    expect(await page.locator(".own").count()).toBe(0);
    expect(eventsOf(answered).filter((event) => event.type === "pick")).toHaveLength(1);
  });

  it("takes a date as it is typed", async () => {
    const answered = await open(always(fields));
    const { page } = answered;
    await live(page).getByLabel("Day of the refusal").fill("3 March 2026");
    await live(page).getByLabel("Where").fill("Lagos");
    await live(page).getByLabel("What was said").fill("Come back\nlater");
    await live(page)
      .getByRole("button", { name: word("submit") })
      .click();
    await stands(page, 2);
    expect(eventsOf(answered).at(-1)).toEqual({
      type: "form",
      fields: { "refused-on": "3 March 2026", refusals: "2", city: "Lagos", words: "Come back\nlater" },
      turn: fields.turn,
    });
    // The same screen came back: what was typed into it is still there, to be mended.
    expect(await live(page).getByLabel("Where").inputValue()).toBe("Lagos");
  });

  it("takes a date from the browser's calendar", async () => {
    const { page } = await open(always(fields));
    await live(page).getByLabel(word("pick-day")).fill("2026-03-03");
    expect(await live(page).getByLabel("Day of the refusal").inputValue()).toBe("2026-03-03");
  });

  it("asks for what is missing or too long at its field, and sends nothing", async () => {
    const answered = await open(always(field));
    const { page } = answered;
    const input = live(page).getByLabel("Your answer");
    await live(page)
      .getByRole("button", { name: word("submit") })
      .click();
    expect(await live(page).getByRole("alert").textContent()).toBe(word("empty"));
    expect(await input.evaluate((element) => element.matches(":focus"))).toBe(true);
    await input.fill("a".repeat(901));
    expect(await live(page).getByRole("alert").textContent()).toContain("901");
    await live(page)
      .getByRole("button", { name: word("submit") })
      .click();
    expect(await input.inputValue()).toHaveLength(901);
    expect(eventsOf(answered)).toHaveLength(1);
    await input.fill("a".repeat(900));
    await live(page)
      .getByRole("button", { name: word("submit") })
      .click();
    await stands(page, 2);
    expect(eventsOf(answered)).toHaveLength(2);
  });

  it("tells a command from a question", async () => {
    const answered = await open(always(lookup));
    await tell(answered.page, "/ask what is 214(b)?", 2);
    await tell(answered.page, "  what is 214(b)? ", 3);
    const noName = `/${"y".repeat(65)}`;
    await tell(answered.page, noName, 4);
    expect(eventsOf(answered).slice(1)).toEqual([
      { type: "command", name: "ask", rest: "what is 214(b)?" },
      { type: "text", text: "what is 214(b)?", dates: [] },
      { type: "text", text: noName, dates: [] },
    ]);
  });

  it("opens the private chat by its button", async () => {
    const answered = await open(always(lookup));
    await live(answered.page).getByRole("button", { name: "Open it in private" }).click();
    await stands(answered.page, 2);
    expect(eventsOf(answered).at(-1)).toEqual({ type: "command", name: "start", rest: "denied" });
  });

  it("refuses 100,000 characters kindly and leaves them in the field", async () => {
    const answered = await open(always(choice));
    const { page } = answered;
    const input = page.getByRole("combobox");
    await input.fill("x".repeat(100_000));
    await page.keyboard.press("Enter");
    expect(await page.getByRole("alert").textContent()).toBe(word("too-large"));
    expect(await input.inputValue()).toHaveLength(100_000);
    expect(eventsOf(answered)).toHaveLength(1);
    await input.fill("shorter");
    await page.keyboard.press("Enter");
    await stands(page, 2);
    expect(await page.getByRole("alert").count()).toBe(0);
  });

  it("sends once what is pressed twice", async () => {
    const held = gate();
    const answered = await open(
      thereafter(async () => {
        await held.opened;
        return [several];
      }),
    );
    const { page } = answered;
    await live(page).getByRole("button", { name: "My US visa was refused" }).dblclick();
    await live(page).getByRole("button", { name: "Talk to someone" }).click();
    held.open();
    await stands(page, 2);
    expect(eventsOf(answered)).toHaveLength(2);
    expect(await page.locator(".own").count()).toBe(1);
  });

  it("leaves nothing of the conversation in the window of one who was forgotten", async () => {
    const gone = screen({ at: { kind: "forgotten", id: "forgotten", part: 1, of: 1 }, title: "Forgotten" });
    const { page } = await open(({ event }) => [
      event.type === "command" && event.name === "forget" ? gone : fields,
    ]);
    await tell(page, "my visa was refused in Lagos", 2);
    await page.getByRole("combobox").fill("/forget");
    await page.keyboard.press("Enter");
    await page.getByRole("article", { name: "Forgotten" }).waitFor();
    expect(await page.locator("#log").textContent()).toBe("Forgotten");
  });

  it("shows what is said to an old button, above the screen of the moment", async () => {
    const stale = "That button is from an earlier question.";
    const { page, context, served } = await open(({ event }, taken) => {
      if (event.type !== "press") return [taken.length === 1 ? choice : { ...several, turn: 8 }];
      return event.turn === 8 ? [home] : [{ ...several, turn: 8, notice: stale }];
    });
    const other = await context.newPage();
    await other.goto(served.url);
    await stands(other, 1);
    await live(page).getByRole("button", { name: "221(g)" }).click();
    await stands(page, 2);
    expect(await live(page).locator(".notice").textContent()).toBe(stale);
    expect(await live(page).getByRole("heading", { level: 2 }).textContent()).toBe(several.title);
  });
});

describe("an answer that does not come", () => {
  it("is asked for again by itself, and then by hand, always as the same update", async () => {
    let failures = 3;
    const lost = await open(
      thereafter(() => {
        failures -= 1;
        if (failures >= 0) throw new Error("no answer");
        return [several];
      }),
    );
    const { page, preview } = lost;
    await live(page).getByRole("button", { name: "My US visa was refused" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").textContent()).toContain(word("lost"));
    const again = page.getByRole("button", { name: word("retry") });
    expect(await again.evaluate((button) => button.matches(":focus"))).toBe(true);
    await again.click();
    await stands(page, 2);
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(preview.taken).toHaveLength(5);
    expect(new Set(preview.taken.slice(1).map((update) => update.id)).size).toBe(1);
  });

  it("comes after all when the program was away and is back", async () => {
    const { page, preview: gone, served } = await open(always(choice));
    await served.close();
    await page.getByRole("combobox").fill("/denied");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: word("retry") }).waitFor();
    expect(await page.locator(".own bdi").textContent()).toBe("/denied");
    const back = preview(always(several));
    const again = await serve(back.connection.routes, served.port);
    await page.getByRole("button", { name: word("retry") }).click();
    await stands(page, 2);
    expect(back.taken.map(({ event }) => event)).toEqual([{ type: "command", name: "denied", rest: "" }]);
    expect(back.taken[0]?.member).toBe(gone.taken[0]?.member);
    await again.close();
  });

  it("is asked for by its place where it came without a screen", async () => {
    const empty = await open(({ event }) =>
      event.type === "press" ? [] : [event.type === "command" && event.name === "resume" ? several : home],
    );
    await live(empty.page).getByRole("button", { name: "My US visa was refused" }).click();
    await stands(empty.page, 2);
    expect(await live(empty.page).getByRole("heading", { level: 2 }).textContent()).toBe(several.title);
  });

  it("is said to be lost where there is no place either", async () => {
    const { page } = await open((_update, taken) => (taken.length === 1 ? [home] : []));
    await live(page).getByRole("button", { name: "My US visa was refused" }).click();
    await page.getByRole("button", { name: word("retry") }).waitFor();
  });

  it("offers to load the page again to one whose token is gone", async () => {
    const { page, context } = await open(always(choice));
    await context.clearCookies();
    await live(page).getByRole("button", { name: "221(g)" }).click();
    const reload = page.getByRole("button", { name: word("reload") });
    await reload.waitFor();
    expect(await page.getByRole("alert").textContent()).toContain(word("refused"));
    await reload.click();
    await stands(page, 1);
    expect(await page.getByRole("alert").count()).toBe(0);
  });
});
