/** Signs that are not letters: those that break a message, those that turn the direction of writing, and those unseen. */

/**
 * Text that a platform takes as it is: no half character, for which a whole message would be refused, and no control
 * character, for which the platform would put something else; every way to end a line is a line feed.
 */
export function plain(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/\t/g, " ")
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .replace(/(?!\n)\p{Cc}/gu, "");
}

/**
 * Somebody's words, so that they cannot turn what stands around them: each of their lines that has a direction of its
 * own is isolated, whatever opens or closes in it (F93). Nothing of them is taken away.
 */
export function isolated(said: string): string {
  return said
    .split("\n")
    .map((line) => (turns.test(line) ? isolatedLine(line) : line))
    .join("\n");
}

/** Whether there is nothing in it to be seen. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{Cc}\p{Cf}\u115F\u1160\u2800\u3164\uFFA0]/u.test(text);
}

const [isolate, close] = ["\u2068", "\u2069"] as const;

/** Letters written from right to left, and every sign that sets a direction. */
const turns =
  /[\u0590-\u08FF\u200E\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** A line with as many isolates as it closes, and as many closed as it opens, around it one of its own. */
function isolatedLine(line: string): string {
  let open = 0;
  let missing = 0;
  for (const sign of line) {
    if (sign >= "\u2066" && sign <= isolate) open += 1;
    else if (sign === close && open > 0) open -= 1;
    else if (sign === close) missing += 1;
  }
  return `${isolate.repeat(1 + missing)}${line}${close.repeat(1 + open)}`;
}
