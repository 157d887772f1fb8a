import { expect, it } from "vitest";
import type { Problem } from "../../src/problem.js";
import { createLog } from "../../src/runtime/log.js";
import type { Shelf } from "../../src/runtime/parts.js";
import type { Examined } from "../../src/runtime/reload.js";
import { createReloader } from "../../src/runtime/reload.js";
import { asking } from "../support/runtime.js";
import { shipped } from "../support/shipped.js";

const { library } = await shipped();
const problem: Problem = {
  file: "flows/denied.yaml",
  line: 3,
  column: 5,
  unexpected: '"b241"',
  expected: "b214",
  rule: "unknown-name",
  severity: "error",
};

function watched(examined: () => Promise<Examined>) {
  let written = "";
  const folder = { signature: "one", gone: false };
  const shelves: Shelf[] = [];
  let looks = 0;
  const reloader = createReloader(
    {
      signature: async () => {
        if (folder.gone) throw new Error("ENOENT");
        return folder.signature;
      },
      examine: () => {
        looks += 1;
        return examined();
      },
      replace: (shelf) => shelves.push(shelf),
      log: createLog("info", () => 0, {
        write: (line) => {
          written += line;
        },
      }),
    },
    "one",
  );
  return { reloader, folder, shelves, looks: () => looks, written: () => written };
}

const sound: Examined = { is: "sound", shelf: { library, asking } };

it("takes over a change once the folders look the same twice", async () => {
  const { reloader, folder, shelves, written } = watched(async () => sound);
  await reloader.look();
  folder.signature = "half";
  await reloader.look();
  folder.signature = "two";
  await reloader.look();
  expect(shelves).toEqual([]);
  await reloader.look();
  expect(shelves).toEqual([sound.shelf]);
  await reloader.look();
  expect(shelves).toHaveLength(1);
  expect(written()).toContain(library.revision);
});

it("keeps the old words when the new ones are broken, and logs every problem", async () => {
  const { reloader, folder, shelves, looks, written } = watched(async () => ({
    is: "broken",
    problems: [problem, { ...problem, line: 9 }],
  }));
  folder.signature = "two";
  for (let look = 0; look < 4; look += 1) await reloader.look();
  expect(shelves).toEqual([]);
  expect(looks()).toBe(1);
  expect(written()).toContain('flows/denied.yaml:3:5  Unexpected \\"b241\\", expected b214  unknown-name');
  expect(written()).toContain("flows/denied.yaml:9:5");
});

it("says once that it cannot look, and sees the next change", async () => {
  const { reloader, folder, shelves, written } = watched(async () => sound);
  folder.gone = true;
  for (let look = 0; look < 3; look += 1) await reloader.look();
  expect(written().match(/watch-failed/g)).toHaveLength(1);
  folder.gone = false;
  folder.signature = "two";
  await reloader.look();
  await reloader.look();
  expect(shelves).toHaveLength(1);
});

it("survives a folder that vanishes while it is read, and takes it over when it is back", async () => {
  const watch = watched(async () => {
    if (watch.looks() < 2) throw new Error("ENOENT");
    return sound;
  });
  const { reloader, folder, shelves, written } = watch;
  folder.signature = "two";
  await reloader.look();
  await reloader.look();
  expect(shelves).toEqual([]);
  expect(written()).toContain("watch-failed");
  await reloader.look();
  expect(shelves).toEqual([sound.shelf]);
});
