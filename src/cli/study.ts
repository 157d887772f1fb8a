/** `preceptor study`: studies what `/ask` has to know, and keeps it, so that the next start is quick. */
import type { StudiedEvent } from "../runtime/kept.js";
import type { Folders, Parts } from "./parts.js";
import { soundLibrary } from "./sound.js";

/** Says what became of it. 1 where content cannot be used, or nothing can be kept. */
export async function study(parts: Parts, folders: Folders): Promise<number> {
  const loaded = await soundLibrary(parts, folders);
  if (loaded === undefined) return 1;
  const told = await parts.study(loaded.library);
  for (const event of told)
    (event.event === "studied" ? parts.io.output : parts.io.errors).write(`${lineOf(event)}\n`);
  return told.some(({ event }) => event === "studied-unkept") ? 1 : 0;
}

function lineOf(told: StudiedEvent): string {
  switch (told.event) {
    case "studied":
      return told.from === "kept"
        ? `Studied before; read in ${told.ms} ms.`
        : `Studied in ${(told.ms / 1000).toFixed(1)} s.`;
    case "studied-unread":
      return `${told.at} cannot be used (${told.why}), so it is studied anew.`;
    case "studied-unkept":
      return `Nothing can be kept in ${told.at} (${told.why}): set CACHE_DIR to a folder that this user can write.`;
  }
}
