/**
 * What counts how much in search. These numbers were fitted: each way of asking was taken out once and sought with all
 * the others (`npm run eval -- --fit` does it again and prints them).
 */
import type { Channel } from "./features.js";

/** What a feature counts when two phrasings are compared. */
export const alike: Readonly<Record<Channel, number>> = {
  subject: 1,
  little: 0.4,
  word: 0.4,
  "little-word": 0.16,
  neighbors: 0.5,
  pair: 0.5,
  inside: 0.35,
  piece: 0,
};

/** Where a feature can stand in an article; `anywhere` adds it all up, `asks` is the share of phrasings that have it. */
export const places = ["anywhere", "asks", "short", "text", "claims", "title"] as const;
export type Place = (typeof places)[number];

/** Standing there so often counts half as much as standing there without end. */
export const halfway: Readonly<Record<Place, number>> = {
  anywhere: 1.2,
  asks: 0.2,
  short: 0.5,
  text: 0.5,
  claims: 0.5,
  title: 0.5,
};

/** How often a feature counts as said anywhere, by where it stands. */
export const said = { title: 3, ask: 2, short: 1.5, text: 0.5 } as const;

/** What it counts that a feature of the question stands there. */
export const about: Readonly<Record<Channel, Readonly<Record<Place, number>>>> = {
  subject: { anywhere: 1.65, asks: -0.13, short: -0.03, text: 0.39, claims: 0.52, title: 0.49 },
  little: { anywhere: 1.02, asks: 0.87, short: 0.33, text: 0.2, claims: 0.18, title: 0.27 },
  word: { anywhere: 0.66, asks: -0.17, short: -0.39, text: 0.1, claims: 0.2, title: 0.41 },
  "little-word": { anywhere: 0.57, asks: 0.87, short: 0.33, text: 0.2, claims: 0.18, title: 0.27 },
  neighbors: { anywhere: 1.08, asks: -0.51, short: 0.05, text: 0, claims: 0, title: -0.07 },
  pair: { anywhere: 0.68, asks: -0.51, short: 0.05, text: 0, claims: 0, title: -0.07 },
  inside: { anywhere: 0.45, asks: 0, short: 0, text: 0, claims: 0, title: 0 },
  piece: { anywhere: 0.28, asks: 0, short: 0, text: 0, claims: 0, title: 0 },
};

/** What the three phrasings count that are nearest to the question, and how many are near at all. */
export const near = { first: 0.4, second: 0.37, third: 0.58, many: -0.59 } as const;
