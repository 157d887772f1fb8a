/** What the server makes of a text and its entities before it looks at the length (T-10): `fix_formatted_text` of its source. */
import { marksOf } from "./marks.js";
import { badRequest } from "./refusal.js";
import type { MessageEntity } from "./wire.js";

export type Formatted = { text: string; entities: MessageEntity[] };

/** The most entities that a message keeps; the server drops the rest without a word. */
const mostEntities = 100;

/**
 * Cleans and trims, with the entities moved along; undefined where nothing but white space is left. Refuses entities that
 * lie outside the text or cut a character. What the server mends without a word is told to `report`.
 */
export function formatted(
  given: string,
  entities: readonly MessageEntity[],
  report: (problem: string) => void,
): Formatted | undefined {
  if (!isWellFormed(given)) throw badRequest("strings must be encoded in UTF-8");
  const real = inOrder(entities.filter(({ length }) => length !== 0));
  for (const one of real) checkPlace(given, one);
  for (const problem of crossings(real)) report(problem);
  if (real.length > mostEntities) {
    report(`${real.length} entities, of which the server keeps ${mostEntities}`);
    real.length = mostEntities;
  }
  const cleaned = moved(given, real);
  if (cleaned.text.trim() === "") return undefined;
  const kept = trimmed(cleaned);
  return { text: kept.text, entities: inOrder([...kept.entities, ...marksOf(kept.text, kept.entities)]) };
}

/** A member's text: nothing is refused, everything is marked. */
export function typed(text: string): Formatted | undefined {
  return formatted(text.replace(/\p{Cs}/gu, "\ufffd"), [], () => {});
}

/** Whether it can be written as UTF-8: half a surrogate pair cannot. */
export function isWellFormed(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}

function inOrder(entities: readonly MessageEntity[]): MessageEntity[] {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
}

function checkPlace(text: string, { offset, length }: MessageEntity): void {
  if (offset < 0 || offset > 1_000_000) throw badRequest(`receive an entity with incorrect offset ${offset}`);
  if (length < 0 || length > 1_000_000) throw badRequest(`receive an entity with incorrect length ${length}`);
  if (offset >= text.length && length > 0)
    throw badRequest(`entity begins after the end of the text at UTF-16 offset ${offset}`);
  if (offset + length > text.length)
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${offset + length}`,
    );
  if (cutsSymbol(text, offset))
    throw badRequest(`entity begins in a middle of a UTF-16 symbol at byte offset ${bytesTo(text, offset)}`);
  if (cutsSymbol(text, offset + length))
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at byte offset ${bytesTo(text, offset + length)}`,
    );
}

function cutsSymbol(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function bytesTo(text: string, offset: number): number {
  return Buffer.byteLength(text.slice(0, offset + 1));
}

/** Entities that the server splits, joins or drops, since they may not lie like that. */
function crossings(entities: readonly MessageEntity[]): string[] {
  return entities.flatMap((one, index) =>
    entities.slice(index + 1).flatMap((other) => {
      if (other.offset >= one.offset + one.length) return [];
      const where = `${other.type} at ${other.offset} within ${one.type} at ${one.offset}`;
      if (other.offset + other.length > one.offset + one.length) return [`entities cross: ${where}`];
      const atomic = [one, other].some(({ type }) => type === "code" || type === "pre");
      const links = one.type === "text_link" && other.type === "text_link";
      const quotes = isQuote(one) && isQuote(other);
      const same = one.type === other.type;
      return atomic || links || quotes || same ? [`entities that may not be nested: ${where}`] : [];
    }),
  );
}

function isQuote({ type }: MessageEntity): boolean {
  return type === "blockquote" || type === "expandable_blockquote";
}

/** Control characters become spaces; line ends of another system, direction marks and some marks on letters vanish. */
function moved(given: string, entities: readonly MessageEntity[]): Formatted {
  const vanishes = (unit: string): boolean => /[\r\u2028-\u202e]|\u0333|\u033f|\u030a/.test(unit);
  const before: number[] = [];
  let text = "";
  for (let at = 0; at < given.length; at += 1) {
    before.push(text.length);
    const unit = given.charAt(at);
    if (vanishes(unit)) continue;
    text += unit < " " && unit !== "\n" ? " " : unit;
  }
  before.push(text.length);
  const placeOf = (offset: number): number => before[offset] ?? text.length;
  return {
    text,
    entities: entities.map((one) => {
      const offset = placeOf(one.offset);
      return { ...one, offset, length: placeOf(one.offset + one.length) - offset };
    }),
  };
}

/** Without white space at the end, and at the beginning as far as no entity stands there (it begins after the white space). */
function trimmed({ text, entities }: Formatted): Formatted {
  const narrowed = entities.flatMap((one) => {
    const inside = text.slice(one.offset, one.offset + one.length);
    const lead = inside.length - inside.replace(/^[ \n]+/, "").length;
    return lead === inside.length ? [] : [{ ...one, offset: one.offset + lead, length: one.length - lead }];
  });
  const end = text.replace(/[ \n]+$/, "").length;
  const first = Math.min(end, ...narrowed.map(({ offset }) => offset));
  const lead = text.slice(0, first);
  const start = lead.length - lead.replace(/^[ \n]+/, "").length;
  return {
    text: text.slice(start, end),
    entities: narrowed.map((one) => ({
      ...one,
      offset: one.offset - start,
      length: Math.min(one.length, end - one.offset),
    })),
  };
}
