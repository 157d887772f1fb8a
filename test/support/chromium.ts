/** A real browser for the tests of the page. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Starts Chromium with a fresh profile. Fails with one line that says how to get it; no test is skipped for it. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

function findChromium(): string {
  const given = process.env.CHROMIUM;
  const found = given === undefined ? places.find((place) => existsSync(place)) : given;
  if (found === undefined || !existsSync(found)) {
    throw new Error(
      `No browser at ${given ?? places.join(", ")}: install one (Debian: apt-get install chromium) or set CHROMIUM to its path.`,
    );
  }
  return found;
}
