/** The page for everyone: the keyboard, a screen reader, small windows, both color schemes, other scripts. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { choice, field, gallery, plan, review, several, stop } from "../support/gallery.js";
import { always, inPage, live, stands, tell, tour, visits } from "./visit.js";

const open = visits();

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1280, height: 900 } };

describe.each([
  ["a phone in light", { ...phone, colorScheme: "light" }],
  ["a phone in dark", { ...phone, colorScheme: "dark" }],
  ["a desktop in light", { ...desktop, colorScheme: "light" }],
  ["a desktop in dark", { ...desktop, colorScheme: "dark" }],
] as const)("on %s", (_where, options) => {
  it("axe finds nothing wrong with any screen, while it is new and when it is past", async () => {
    const { page } = await open(tour, options);
    await page.evaluate(axeSource);
    for (const [place, screen] of gallery.entries()) {
      await tell(page, `/screen-${place}`, place + 2);
      expect(await violations(page), screen.title).toEqual([]);
    }
  });
});

/** What axe finds, as a line each: the rule, how grave, where. */
function violations(page: Page): Promise<string[]> {
  return inPage(
    page,
    `axe.run().then(({ violations }) => violations.map((one) =>
      one.id + " (" + one.impact + "): " + one.nodes.map((node) => node.html).join(" ")))`,
  );
}

describe("with the keyboard alone", () => {
  const focused = (page: Page): Promise<string> =>
    inPage(page, `(document.activeElement.textContent || document.activeElement.id).trim()`);

  it("the first stop leads past the conversation to the message field", async () => {
    const { page } = await open(always(choice));
    await page.keyboard.press("Tab");
    expect(await page.locator(".skip").isVisible()).toBe(true);
    await page.keyboard.press("Enter");
    expect(await focused(page)).toBe("message");
  });

  it("an option is reached in order and pressed with Enter, and the focus goes to the next title", async () => {
    const { page } = await open(({ event }) => [event.type === "press" ? several : choice]);
    const stops: string[] = [];
    for (let n = 0; n < 10; n += 1) {
      await page.keyboard.press("Tab");
      stops.push(await focused(page));
    }
    expect(stops.slice(1)).toEqual([
      "214(b) (your answer so far)",
      "221(g)",
      "212(a)",
      "I don't know",
      "Back",
      "Why do you ask?",
      "Show my answers",
      "Pause",
      "Talk to someone",
    ]);
    await live(page).getByRole("button", { name: "221(g)" }).focus();
    await page.keyboard.press("Enter");
    await stands(page, 2);
    expect(await focused(page)).toBe(several.title);
    await page.keyboard.press("Tab");
    expect(await inPage(page, "document.activeElement.type")).toBe("checkbox");
  });

  it("boxes are ticked with space and sent with Done", async () => {
    const { page, preview } = await open(always(several));
    await live(page).getByRole("checkbox", { name: "Who pays" }).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Done");
    await page.keyboard.press("Enter");
    await stands(page, 2);
    expect(preview.taken.at(-1)?.event).toEqual({
      type: "pick",
      group: "shown",
      chosen: ["o:work-at-home", "o:who-pays", "o:family-at-home"],
      turn: several.turn,
    });
  });

  it("a tick that counts at once keeps the focus on its box", async () => {
    const { page } = await open(({ event }) => [plan(event.type === "pick" ? ["post-mortem"] : [])]);
    const box = live(page).getByRole("checkbox", { name: "Write down the interview" });
    await box.focus();
    await page.keyboard.press("Space");
    await live(page).getByText("✓").waitFor();
    expect(await box.isChecked()).toBe(true);
    expect(await box.evaluate((element) => element.matches(":focus"))).toBe(true);
  });

  it("commands open with a slash, are chosen with the arrows and Enter, and close with Escape", async () => {
    const { page, preview } = await open(always(choice));
    const input = page.getByRole("combobox");
    await input.focus();
    await page.keyboard.type("/");
    const menu = page.getByRole("listbox");
    expect(await menu.getByRole("option").count()).toBe(4);
    await page.keyboard.press("ArrowUp");
    expect(await menu.getByRole("option", { selected: true }).textContent()).toContain("/ask");
    await page.keyboard.press("Escape");
    expect(await menu.isVisible()).toBe(false);
    await page.keyboard.type("ref");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await input.inputValue()).toBe("/denied ");
    await page.keyboard.press("Enter");
    await stands(page, 2);
    expect(preview.taken.at(-1)?.event).toEqual({ type: "command", name: "denied", rest: "" });
  });

  it("what has the focus can be seen", async () => {
    const { page } = await open(always(field));
    const rings: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      await page.keyboard.press("Tab");
      rings.push(await inPage(page, "getComputedStyle(document.activeElement).outlineStyle"));
    }
    expect(new Set(rings)).toEqual(new Set(["solid"]));
  });
});

describe("with a screen reader", () => {
  /** Collects what live regions say, each addition on its own. */
  const listen = `
    globalThis.heard = [];
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        for (const node of addedNodes) {
          const region = (node.closest ? node : target).closest("[aria-live], [role=status], [role=alert], [role=log]");
          if (region !== null && region.getAttribute("aria-live") !== "off") heard.push(node.textContent);
        }
      }
    }).observe(document.body, { childList: true, subtree: true });
  `;

  it("a new screen is said once: its title by the focus, the rest by the live region", async () => {
    const { page } = await open(({ event }) => [event.type === "press" ? stop : choice]);
    await inPage(page, listen);
    await live(page).getByRole("button", { name: "212(a)" }).click();
    await stands(page, 2);
    const heard = await inPage<string[]>(page, "heard");
    expect(heard).toEqual([
      "A third application that says the same is likely to end the same way.",
      "Whom to see: an immigration attorney",
      "Your own attorney, with experience with physicians.",
      "Bring this",
      "Every letter of refusal",
      "The forms as you sent them",
      "You can go on with the questions afterwards.",
    ]);
    await page.keyboard.press("Tab");
    expect(await page.locator("#status").textContent()).toBe("");
  });

  it("a tick that counts at once is said in one word", async () => {
    const { page } = await open(({ event }) => [plan(event.type === "pick" ? ["post-mortem"] : [])]);
    await inPage(page, listen);
    await live(page).getByRole("checkbox", { name: "Write down the interview" }).check();
    await live(page).getByText("✓").waitFor();
    expect(await inPage(page, "heard")).toEqual(["Kept."]);
  });

  it("every screen is an article with a name, every group of options has a legend, every field a label", async () => {
    const { page } = await open(tour);
    for (const [place, screen] of gallery.entries()) {
      await tell(page, `/screen-${place}`, place + 2);
      expect(await page.getByRole("article", { name: screen.title }).count()).toBeGreaterThan(0);
      for (const ask of screen.asks) {
        if (ask.kind === "type") {
          for (const one of ask.fields)
            expect(await live(page).getByLabel(one.label, { exact: true }).count()).toBe(1);
        } else {
          const name = ask.legend ?? (ask.kind === "one" ? "Choose one" : "Tick all that apply");
          expect(await live(page).getByRole("group", { name }).count(), screen.title).toBe(1);
        }
      }
    }
  });
});

describe("in a small window", () => {
  it("nothing has to be scrolled sideways at 320 pixels, and everything to press is 44 pixels high", async () => {
    const { page } = await open(tour, { ...phone, viewport: { width: 320, height: 640 } });
    for (const [place, screen] of gallery.entries()) {
      await tell(page, `/screen-${place}`, place + 2);
      expect(await inPage(page, "document.documentElement.scrollWidth"), screen.title).toBe(320);
      const targets = page.locator(
        "button, a.file, a.quiet, .tick, input[type=text], input[type=date], textarea",
      );
      const low = await targets.evaluateAll((all) =>
        all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML),
      );
      expect(low, screen.title).toEqual([]);
    }
  });

  it("a new screen begins at the top of the window, under what was said", async () => {
    const { page } = await open(tour, phone);
    const planned = gallery.findIndex((one) => one.at.kind === "plan");
    await tell(page, `/screen-${planned}`, 2);
    const top = (await live(page).boundingBox())?.y ?? 0;
    const header = (await page.locator("header").boundingBox())?.height ?? 0;
    expect(top).toBeGreaterThan(header);
    expect(top).toBeLessThan(header + 120);
  });

  it("nothing moves for those who asked for that", async () => {
    const { page } = await open(always(choice));
    await tell(page, "/denied", 2);
    expect(await inPage(page, "document.getAnimations().length")).toBe(0);
    expect(await inPage(page, "getComputedStyle(document.documentElement).scrollBehavior")).toBe("auto");
  });
});

describe("in other scripts", () => {
  it("words from right to left keep their direction to themselves, and emoji stay whole", async () => {
    const { page, preview } = await open(always(review));
    const direction = `getComputedStyle([...document.querySelectorAll("bdi")].find((one) => one.textContent.includes("السفارة"))).unicodeBidi`;
    expect(await inPage(page, direction)).toBe("isolate");
    expect(await live(page).textContent()).toContain("👩‍⚕️🇵🇰 漢字かな");
    await tell(page, "متى أقدّم من جديد؟ 👩‍⚕️", 2);
    expect(preview.taken.at(-1)?.event).toEqual({
      type: "text",
      text: "متى أقدّم من جديد؟ 👩‍⚕️",
      dates: [],
    });
    expect(await page.locator(".own bdi").textContent()).toBe("متى أقدّم من جديد؟ 👩‍⚕️");
    await page.getByRole("combobox").fill("متى");
    expect(await page.getByRole("combobox").evaluate((input) => input.matches(":dir(rtl)"))).toBe(true);
  });
});
