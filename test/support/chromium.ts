/** A real browser for the tests of the page. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import places from "./chromium-places.json" with { type: "json" };

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
      // Nothing outside this machine can be reached, whatever a page asks for.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
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
