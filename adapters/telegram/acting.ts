/**
 * What Telegram itself finds in a text and makes into something that acts when it is tapped: a command is sent, an address
 * opened, a number called (T-2). In code it finds nothing.
 */

/** From `from` up to `to`, in UTF-16 units. */
export type Range = { from: number; to: number };

/** Every place of the text where the server could find something; rather too many than one too few. */
export function actingIn(text: string): Range[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({ from: index, to: index + length })),
  );
}

/** Each looks back only so far, so that no text takes long. */
const patterns: readonly RegExp[] = [
  // Commands, as T-2 has them.
  /(?<![\p{L}\p{N}_/<>])\/[a-zA-Z0-9_]+/gu,
  // Mentions, and addresses of mail.
  /[^\s@]{0,64}@[\p{L}\p{N}_][^\s@]*/gu,
  /#[^\s#]*\p{L}/gu,
  /\$\d*[A-Z]+/g,
  // Addresses with what they are opened by, names of sites, numbers of machines.
  /[\p{L}\p{N}]{1,32}:\/\/\S*/gu,
  /[^\s.]{1,64}\.\p{L}[\p{L}\p{M}\p{N}-]\S*/gu,
  /\d{1,3}(?:\.\d{1,3}){3}/g,
  // Numbers of phones and cards. A date has up to eight digits, and no phone that is called from abroad has fewer than nine.
  /\+\d(?:[\s().-]{0,2}\d){5,}/g,
  /(?<![\p{L}\p{N}])\(?\d(?:[\s().-]{0,2}\d){8,}/gu,
  // A message may have to be cut inside so long a word, and what comes after the cut begins anew.
  /\S{256,}/g,
];
