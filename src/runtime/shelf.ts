/** A library and search over it, with what was studied before wherever that was kept. */
import { createAsking } from "../ask/index.js";
import type { Studied } from "../ask/study.js";
import type { Library } from "../content/library.js";
import type { Folders } from "../content/load.js";
import type { Instant } from "../engine/day.js";
import { examineAside } from "./examine-aside.js";
import { type Kept, type KeptIn, keptOf } from "./kept.js";
import type { Log } from "./log.js";
import type { Shelf } from "./parts.js";
import type { Examined } from "./reload.js";

export type Keeping = { folder: KeptIn; clock: () => Instant; log: Log };

/** Studied with the first question, since that can take seconds and many a conversation has none. */
export function shelfOf(library: Library, { folder, clock, log }: Keeping): Shelf {
  return { library, asking: createAsking(library, () => logged(keptOf(library, folder, clock), log)) };
}

/** Studied at once, so that nobody waits for it later. */
export function readyShelf(library: Library, { folder, clock, log }: Keeping): Shelf {
  return readyWith(library, keptOf(library, folder, clock), log);
}

/** Read, checked and studied in another thread, so that members are answered meanwhile. */
export async function examinedShelf(folders: Folders, { folder, log }: Keeping): Promise<Examined> {
  const found = await examineAside(folders, folder);
  return found.is === "broken" ? found : { is: "sound", shelf: readyWith(found.library, found, log) };
}

function readyWith(library: Library, kept: Kept, log: Log): Shelf {
  const studied = logged(kept, log);
  return { library, asking: createAsking(library, () => studied) };
}

/** What was studied, after what there is to tell of it. */
function logged({ studied, told }: Kept, log: Log): Studied {
  for (const event of told) log.write(event);
  return studied;
}
