/** What was probably meant: the nearest of known names. */

/**
 * At most `max` of `names`, nearest first, whose edit distance to `typed` is small for their length:
 * one slip up to four letters, two up to eight, three beyond. A swap of neighbours is one slip. What is longer than any
 * name is near none.
 */
export function nearest(typed: string, names: readonly string[], max: number): string[] {
  const wanted = typed.toLowerCase();
  if (wanted === "" || wanted.length > longest) return [];
  return [...new Set(names)]
    .map((name) => ({ name, slips: slipsBetween(wanted, name.toLowerCase(), allowed(wanted, name)) }))
    .filter((one) => one.slips <= allowed(wanted, one.name))
    .sort((a, b) => a.slips - b.slips || a.name.localeCompare(b.name))
    .slice(0, max)
    .map((one) => one.name);
}

function allowed(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  return length <= 2 ? 0 : length <= 4 ? 1 : length <= 8 ? 2 : 3;
}

/** Longer than any name, in UTF-16 units; it bounds the work that one message can make. */
const longest = 100;

/** Optimal string alignment distance where it is at most `bound`; else some number above it. */
export function slipsBetween(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) > bound) return bound + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      }
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? bound + 1;
}
