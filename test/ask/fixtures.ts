/** Guards for tests, in the shape of the files, beside the shipped articles. */
import type { Guard } from "../../src/content/library.js";

export function guard(
  given: { id: string; order: number; phrases: readonly string[] } & Partial<Guard>,
): Guard {
  return {
    file: `content/en/guards/${given.id}.md`,
    sources: [],
    claims: [],
    reviewed: "2026-11-21",
    expires: "2027-11-21",
    pace: "slow",
    highRisk: false,
    signed: "",
    title: given.id,
    short: `The guard ${given.id}.`,
    asks: [],
    paraphrases: [],
    see: [],
    body: [],
    text: "",
    unless: [],
    calls: [],
    leaves: [],
    ...given,
  };
}

export const crisis = guard({
  id: "crisis",
  order: 1,
  phrases: [
    "kill myself",
    "hang myself",
    "hurt myself",
    "harm myself",
    "self harm",
    "suicide",
    "suicidal",
    "end my life",
    "end it all",
    "take my own life",
    "want to die",
    "wish i was dead",
    "wish i were dead",
    "better off dead",
    "better off without me",
    "do not want to live",
    "not want to be alive",
    "reason to live",
    "reason to be alive",
    "point living",
    "not worth living",
    "can not go on living",
    "can not go on anymore",
  ],
  unless: [
    "suicide prevention",
    "suicide rates",
    "suicide risk",
    "research about self harm",
    "people who self harm",
    "not want to live in",
    "not want to live with",
  ],
});

export const fraud = guard({
  id: "fraud",
  order: 2,
  phrases: ["fake bank statement", "fake letter", "buy a letter", "hide my refusal"],
});

export const guarantees = guard({
  id: "guarantees",
  order: 3,
  phrases: ["guaranteed visa", "what are my chances", "will i get the visa"],
});
