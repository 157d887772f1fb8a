/** A member's visit to the page: scripted screens, a real server, a browser that knows nothing of earlier visits. */
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  ConsoleMessage,
  Locator,
  Page,
  Request,
} from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { Screen } from "../../src/screen.js";
import { openBrowser } from "../support/chromium.js";
import { gallery } from "../support/gallery.js";
import { type Loopback, serve } from "../support/loopback.js";
import { type Preview, preview, type Script } from "../support/preview.js";

export type Visit = {
  page: Page;
  context: BrowserContext;
  preview: Preview;
  served: Loopback;
  /** Every address that was asked for and is not the page's own. None of them can be reached. */
  outside: readonly string[];
  /** What the browser complained of: scripts that failed, resources that did not load, policies that were broken. */
  complaints: readonly string[];
  end(): Promise<void>;
};

/** A window in which nothing moves, so that nothing has to be waited for. */
export function openWindow(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ reducedMotion: "reduce", ...options });
}

/** Opens the page in this window, as one who has never been there, and waits for its first screen. */
export async function visit(context: BrowserContext, script: Script): Promise<Visit> {
  const scripted = preview(script);
  const served = await serve(scripted.connection.routes);
  await context.clearCookies();
  const page = context.pages()[0] ?? (await context.newPage());
  const outside: string[] = [];
  const complaints: string[] = [];
  const noteRequest = (request: Request): void => {
    const { origin, protocol, href } = new URL(request.url());
    if (origin !== served.url && protocol !== "blob:") outside.push(href);
  };
  const noteError = (error: Error): void => {
    complaints.push(error.message);
  };
  const noteConsole = (message: ConsoleMessage): void => {
    if (message.type() === "error") complaints.push(message.text());
  };
  context.on("request", noteRequest);
  page.on("pageerror", noteError);
  page.on("console", noteConsole);
  await page.goto(served.url);
  // A screen, or without scripts what stands in its place.
  await page.locator("article, noscript p").first().waitFor();
  return {
    page,
    context,
    preview: scripted,
    served,
    outside,
    complaints,
    end: async () => {
      context.off("request", noteRequest);
      page.off("pageerror", noteError);
      page.off("console", noteConsole);
      for (const other of context.pages().filter((one) => one !== page)) await other.close();
      await served.close();
    },
  };
}

/** Opens visits for the tests of one file: in one browser, and ended after each test. */
export function visits(): (script: Script, options?: BrowserContextOptions) => Promise<Visit> {
  let browser: Browser;
  /** The window that most visits share, since a new one takes longer than all that is done in it. */
  let shared: BrowserContext;
  /** What has to be ended after a test. */
  const ending: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
    shared = await openWindow(browser);
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    for (const end of ending.splice(0)) await end();
  });
  return async (script, options) => {
    const context = options === undefined ? shared : await openWindow(browser, options);
    const visiting = await visit(context, script);
    ending.push(visiting.end);
    if (context !== shared) ending.push(() => context.close());
    return visiting;
  };
}

/** Shows the screen of the gallery that a command names by its place there ("/screen-3"), and the first one otherwise. */
export const tour: Script = ({ event }) => {
  const place = event.type === "command" ? Number(/^screen-(\d+)$/.exec(event.name)?.[1] ?? 0) : 0;
  return shown(gallery[place]);
};

/** The same screen, whatever was done. */
export function always(screen: Screen): Script {
  return () => [screen];
}

function shown(screen: Screen | undefined): readonly Screen[] {
  return screen === undefined ? [] : [screen];
}

/** The newest screen: the one that can be pressed. */
export function live(page: Page): Locator {
  return page.locator("article:not(.past)");
}

/** Types a line into the field below the chat, sends it, and waits until `count` screens stand there. */
export async function tell(page: Page, line: string, count: number): Promise<void> {
  await page.getByRole("combobox").fill(line);
  await page.keyboard.press("Enter");
  await stands(page, count);
}

/** Waits until this many screens stand on the page and no answer is awaited. */
export async function stands(page: Page, count: number): Promise<void> {
  await page
    .locator("article")
    .nth(count - 1)
    .waitFor();
  await page.locator(".typing").waitFor({ state: "detached" });
}

/** Holds an answer back until it is opened. */
export function gate(): { opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** Evaluates an expression in the page. It is text, since nothing here is compiled for a browser. */
export function inPage<T>(page: Page, expression: string): Promise<T> {
  return page.evaluate<T>(expression);
}
