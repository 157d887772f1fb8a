/** One text as several messages where it is too long for one. Nothing is lost but the white space at a cut (T-10). */
import { niceCut } from "../../src/cut.js";
import { isBlank } from "../../src/script.js";
import { limits } from "./limits.js";
import { type Entity, type Rich, sliced } from "./rich.js";

/** At least three units of text: one character, and a mark before it. */
export type Room = { text: number; entities: number };

const usual: Room = { text: limits.message, entities: limits.entities };

/**
 * The text in parts that each fit: cut between blocks, else between lines, else between words, else between characters
 * as people see them. An entity that is cut goes on in the next part. No part is blank; of a blank text there is none.
 */
export function split(rich: Rich, room: Room = usual): Rich[] {
  const parts: Rich[] = [];
  let start = 0;
  while (start < rich.text.length) {
    const end = endOf(rich, start, room);
    const part = sliced(rich, start, end);
    if (part.text !== "") parts.push(seen(part));
    start = end;
  }
  return parts;
}

/** What stands where there is nothing to be seen, since the server takes no such message. */
export const blankMark = "·";

function seen(part: Rich): Rich {
  if (!isBlank(part.text)) return part;
  const entities = part.entities.map((one): Entity => ({ ...one, offset: one.offset + blankMark.length }));
  return { text: `${blankMark}${part.text}`, entities };
}

function endOf({ text, entities }: Rich, start: number, room: Room): number {
  // A part of which nothing can be seen gets a mark, so there is always room for that.
  const furthest = Math.min(
    text.length,
    start + room.text - blankMark.length,
    tooMany(entities, start, room),
  );
  if (furthest >= text.length) return text.length;
  return start + niceCut(text.slice(start), furthest - start);
}

/** Where the first entity begins for which there is no room. */
function tooMany(entities: readonly Entity[], start: number, room: Room): number {
  const inside = entities
    .filter((one) => one.offset + one.length > start)
    .toSorted((a, b) => a.offset - b.offset);
  const first = inside[room.entities];
  return first === undefined || first.offset <= start ? Number.POSITIVE_INFINITY : first.offset;
}
