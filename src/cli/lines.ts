/** Lines of an input, one after the other. */
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** Each line without its end, until the input ends or `gone` is aborted. */
export async function* linesOf(input: Readable, gone: AbortSignal): AsyncGenerator<string> {
  if (gone.aborted) return;
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  const end = (): void => lines.close();
  gone.addEventListener("abort", end, { once: true });
  try {
    for await (const line of lines) {
      if (gone.aborted) return;
      yield line;
    }
  } finally {
    gone.removeEventListener("abort", end);
    lines.close();
  }
}
