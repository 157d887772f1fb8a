/** `preceptor preview`: the preview page alone. */
import type { Folders, Parts } from "./parts.js";
import { serve } from "./start.js";

export async function preview(parts: Parts, folders: Folders): Promise<number> {
  return serve(parts, "preview", folders);
}
