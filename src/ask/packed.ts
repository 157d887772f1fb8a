/**
 * What was studied as bytes, and back, so that it can be kept. What follows from the lessons is not among them, and zeros of
 * what was learned are left out: most features say nothing of most meanings. Nothing is rounded: what comes back answers alike.
 */
import type { Learned } from "./learned.js";
import type { Lessons } from "./meaning.js";
import { type Rows, sizeOf } from "./rows.js";
import type { Studied } from "./study.js";
import { wordOf } from "./words.js";

type Bytes = Uint8Array<ArrayBuffer>;
type Shorts = Int16Array<ArrayBuffer>;
type Floats = Float32Array<ArrayBuffer>;
type Wholes = Uint32Array<ArrayBuffer>;

export function packed(studied: Studied): Bytes {
  const { vocabulary, ordinary, lexicon, nearby, owners, learned, sounding, hearing, second } = studied;
  return joined([
    fromTexts(vocabulary.words.map(({ form }) => form)),
    vocabulary.times,
    fromTexts(ordinary),
    ...[lexicon.marks, lexicon.rarities],
    Float64Array.of(lexicon.rarest),
    ...[nearby.starts, nearby.features, nearby.weights],
    owners,
    ...fromLearned(learned),
    ...[sounding.marks, sounding.rarities],
    fromTexts(hearing.guards),
    ...[hearing.weights, hearing.bases],
    ...fromLearned(second),
  ]);
}

/** Nothing where the bytes are not what `packed` makes of what is studied of these lessons. */
export function unpacked(bytes: Uint8Array, { findables }: Lessons): Studied | undefined {
  const parts = parted(bytes).values();
  // A copy, which can be handed to another thread without the rest.
  const next = (): ArrayBuffer => new Uint8Array(parts.next().value ?? []).buffer;
  const wholes = (): Wholes => new Uint32Array(evenly(next(), Uint32Array.BYTES_PER_ELEMENT));
  const shorts = (): Shorts => new Int16Array(evenly(next(), Int16Array.BYTES_PER_ELEMENT));
  const floats = (): Floats => new Float32Array(evenly(next(), Float32Array.BYTES_PER_ELEMENT));
  const doubles = () => new Float64Array(evenly(next(), Float64Array.BYTES_PER_ELEMENT));
  const texts = (): string[] => {
    const text = new TextDecoder().decode(next());
    return text === "" ? [] : text.split("\n");
  };
  const learned = (): Learned => ({
    step: doubles()[0] ?? 0,
    steps: withZeros(wholes(), wholes(), shorts()),
  });
  // In the order in which they were put in.
  const studied = {
    meanings: findables.map(({ means }) => means),
    vocabulary: { words: texts().map(wordOf), times: wholes() },
    ordinary: texts(),
    lexicon: { marks: wholes(), rarities: doubles(), rarest: doubles()[0] ?? 0 },
    nearby: { starts: wholes(), features: wholes(), weights: floats() },
    owners: wholes(),
    learned: learned(),
    sounding: { marks: wholes(), rarities: floats() },
    hearing: { guards: texts(), weights: floats(), bases: floats() },
    second: learned(),
  };
  return fits(studied) ? studied : undefined;
}

/** Whether everything has the length that it must have, and names only what is there. */
function fits({
  meanings,
  vocabulary,
  lexicon,
  nearby,
  owners,
  learned,
  sounding,
  hearing,
  second,
}: Studied): boolean {
  const features = lexicon.marks.length;
  const classes = Math.max(1, meanings.length);
  return (
    vocabulary.words.length === vocabulary.times.length &&
    features === lexicon.rarities.length &&
    areRows(nearby, features, owners.length) &&
    areBelow(owners, meanings.length) &&
    learned.steps.length <= features * meanings.length &&
    learned.steps.length % classes === 0 &&
    sounding.marks.length === sounding.rarities.length &&
    hearing.bases.length === hearing.guards.length &&
    hearing.weights.length === sounding.marks.length * hearing.guards.length &&
    second.steps.length <= sounding.marks.length * meanings.length &&
    second.steps.length % classes === 0
  );
}

function areRows(rows: Rows, many: number, below: number): boolean {
  const { starts, features, weights } = rows;
  return (
    sizeOf(rows) === many &&
    starts.every((start, at) => start >= (starts[at - 1] ?? 0)) &&
    starts.at(-1) === features.length &&
    features.length === weights.length &&
    areBelow(features, below)
  );
}

function areBelow(numbers: Wholes, most: number): boolean {
  return numbers.every((number) => number < most);
}

/** No form of a word has a line break. */
function fromTexts(texts: readonly string[]): Bytes {
  return new TextEncoder().encode(texts.join("\n"));
}

/** How large a step is; how many numbers of steps there are, which of them are not 0 (a bit for each), and those. */
function fromLearned({ step, steps }: Learned): [Float64Array<ArrayBuffer>, Wholes, Wholes, Shorts] {
  const there = new Uint32Array(Math.ceil(steps.length / 32));
  const values = new Int16Array(steps.length);
  let many = 0;
  for (let at = 0; at < steps.length; at += 1) {
    const number = steps[at] ?? 0;
    if (number === 0) continue;
    there[at >>> 5] = (there[at >>> 5] ?? 0) | (1 << (at & 31));
    values[many] = number;
    many += 1;
  }
  return [Float64Array.of(step), Uint32Array.of(steps.length), there, values.slice(0, many)];
}

/** Empty where the three do not belong together. */
function withZeros([many = 0]: Wholes, there: Wholes, values: Shorts): Shorts {
  if (there.length !== Math.ceil(many / 32)) return new Int16Array(0);
  const numbers = new Int16Array(many);
  let taken = 0;
  for (let at = 0; at < there.length; at += 1) {
    for (let left = there[at] ?? 0; left !== 0; left &= left - 1) {
      numbers[32 * at + 31 - Math.clz32(left & -left)] = values[taken] ?? 0;
      taken += 1;
    }
  }
  return taken === values.length ? numbers : new Int16Array(0);
}

/** The parts behind one another; before them how many there are, and how long each is. */
function joined(parts: readonly (Bytes | Shorts | Wholes | Floats | Float64Array<ArrayBuffer>)[]): Bytes {
  const lengths = Uint32Array.of(parts.length, ...parts.map(({ byteLength }) => byteLength));
  const all = [lengths, ...parts];
  const bytes = new Uint8Array(all.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of all) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return bytes;
}

/** None where the bytes are not as long as they say. */
function parted(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = (at: number): number => (4 * at + 4 <= bytes.length ? view.getUint32(4 * at, isLittle()) : 0);
  const lengths = Array.from({ length: Math.min(whole(0), mostParts) }, (_, at) => whole(at + 1));
  let at = 4 * (lengths.length + 1);
  const parts = lengths.map((length) => {
    at += length;
    return bytes.subarray(at - length, at);
  });
  return at === bytes.length ? parts : [];
}

/** More than there are; a number that is larger is none of ours. */
const mostParts = 100;

/** Arrays of numbers lie in memory, and so in the bytes, in the order of the machine. */
function isLittle(): boolean {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
}

/** Nothing of what does not hold a whole number of elements. */
function evenly(buffer: ArrayBuffer, bytes: number): ArrayBuffer {
  return buffer.byteLength % bytes === 0 ? buffer : new ArrayBuffer(0);
}
