/**
 * Numbers for marks, from 0 on, in the order in which they are met. A mark is a whole number from 0 up to 2 to the power of 31. They
 * are asked for millions of times, and a Map takes three times as long.
 */

export type Numbering = {
  /** The number of a mark; nothing where it was not met. */
  of(mark: number): number | undefined;
  /** The number of a mark, a new one where it was not met before. */
  met(mark: number): number;
  /** The marks that were met, by their numbers. */
  marks(): Uint32Array<ArrayBuffer>;
};

/** Places of the table at first: twice as many as marks, always, so that most marks stand where they are looked for first. */
const fewest = 2 ** 12;

/** A numbering that has met these marks, each of them once. */
export function numberingOf(known: Iterable<number> = []): Numbering {
  let marks = new Uint32Array(fewest / 2);
  let many = 0;
  /** In a place the number of a mark and one more, 0 where there is none. A mark stands in its own place or the next that is free. */
  let table = new Uint32Array(fewest);
  let shift = 32 - Math.log2(fewest);
  const placeOf = (mark: number): number => {
    let place = Math.imul(mark, 0x9e3779b1) >>> shift;
    for (let there = table[place] ?? 0; there !== 0; there = table[place] ?? 0) {
      if (marks[there - 1] === mark) break;
      place = (place + 1) & (table.length - 1);
    }
    return place;
  };
  const grow = (): void => {
    const longer = new Uint32Array(2 * marks.length);
    longer.set(marks);
    marks = longer;
    table = new Uint32Array(2 * table.length);
    shift -= 1;
    for (let number = 0; number < many; number += 1) table[placeOf(marks[number] ?? 0)] = number + 1;
  };
  const met = (mark: number): number => {
    const place = placeOf(mark);
    const there = table[place] ?? 0;
    if (there !== 0) return there - 1;
    marks[many] = mark;
    many += 1;
    table[place] = many;
    if (many === marks.length) grow();
    return many - 1;
  };
  for (const mark of known) met(mark);
  return {
    of(mark) {
      const there = table[placeOf(mark)] ?? 0;
      return there === 0 ? undefined : there - 1;
    },
    met,
    marks: () => marks.slice(0, many),
  };
}
