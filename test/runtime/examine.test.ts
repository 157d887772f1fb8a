/** Reading and checking what moderators wrote, in a thread beside the one that answers members. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Examination, examine } from "../../src/runtime/examine.js";
import { examineAside } from "../../src/runtime/examine-aside.js";
import { shippedFolders } from "../support/shipped.js";

const thread = new URL("../../dist/src/runtime/examine-worker.js", import.meta.url);
let folder = "";
const folders = () => ({ flowsDir: join(folder, "flows"), contentDir: join(folder, "content") });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "preceptor-examine-"));
  const base = new URL("../check/base/", import.meta.url);
  await cp(base, folder, { recursive: true });
  await cp(join(shippedFolders.contentDir, "en/interface.yaml"), join(folder, "content/en/interface.yaml"));
});

/** How long it took is another time each time. */
const untimed = (found: Examination) =>
  found.is === "broken"
    ? found
    : { ...found, told: found.told.map((one) => ("ms" in one ? { ...one, ms: 0 } : one)) };

afterAll(() => rm(folder, { recursive: true, force: true }));

it("finds in a thread what it finds in place, and the other one is free meanwhile", async () => {
  let turns = 0;
  let on = true;
  const turning = (async () => {
    while (on) {
      await new Promise((next) => setImmediate(next));
      turns += 1;
    }
  })();
  const aside = await examineAside(folders(), undefined, thread);
  on = false;
  await turning;
  expect(aside.is).toBe("sound");
  expect(untimed(aside)).toEqual(untimed(await examine(folders(), undefined)));
  // In place the work leaves no more than a few turns, between the readings of files.
  expect(turns).toBeGreaterThan(200);
});

it("gives up a thread that never ends, finds nothing, or cannot begin", async () => {
  const script = (text: string) => new URL(`data:text/javascript,${encodeURIComponent(text)}`);
  await expect(examineAside(folders(), undefined, script("for (;;);"), 50)).rejects.toThrow(
    /after 50 milliseconds/,
  );
  await expect(examineAside(folders(), undefined, script(""))).rejects.toThrow(
    /ended with code 0 and found nothing/,
  );
  await expect(examineAside(folders(), undefined, script("null.nothing"))).rejects.toThrow(TypeError);
});

it("finds the same problems, and says so when the folders cannot be read", async () => {
  const file = join(folder, "flows/lost.yaml");
  await writeFile(file, "command: lost\nquestions: none\n");
  const aside = await examineAside(folders(), undefined, thread);
  expect(aside.is).toBe("broken");
  expect(aside).toEqual(await examine(folders(), undefined));
  const nowhere = { flowsDir: join(folder, "gone"), contentDir: join(folder, "content") };
  await expect(examineAside(nowhere, undefined, thread)).rejects.toThrow(/gone cannot be read \(ENOENT\)/);
});
