/** Streams that stand for a terminal or a pipe, for tests. */
import { PassThrough, Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";

/** What was written, and a promise for a text in it. */
export class Written extends Writable {
  readonly isTTY: boolean;
  readonly columns = 80;
  text = "";
  #waiting: { wanted: string; from: number; found: () => void }[] = [];

  constructor(kind: "tty" | "pipe") {
    super();
    this.isTTY = kind === "tty";
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    const seen = stripVTControlCharacters(this.text);
    this.#waiting = this.#waiting.filter((one) => {
      if (!seen.slice(one.from).includes(one.wanted)) return true;
      one.found();
      return false;
    });
    done();
  }

  /** Resolves when `wanted` has been written after this moment's end or `from`. */
  async see(wanted: string, from = 0): Promise<void> {
    const seen = stripVTControlCharacters(this.text);
    if (seen.slice(from).includes(wanted)) return;
    await new Promise<void>((found) => this.#waiting.push({ wanted, from, found }));
  }

  /** Where the text ends now, without marks. */
  get reached(): number {
    return stripVTControlCharacters(this.text).length;
  }
}

/** An input that can be typed into; a terminal's has raw mode. */
export function input(kind: "tty" | "pipe"): PassThrough & { isTTY: boolean } {
  return Object.assign(new PassThrough(), { isTTY: kind === "tty", setRawMode: () => undefined });
}

export const keys = {
  enter: "\r",
  down: "\u001b[B",
  up: "\u001b[A",
  space: " ",
  ctrlC: "\u0003",
  ctrlD: "\u0004",
} as const;
