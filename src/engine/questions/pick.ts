import type { PickEntry, Question } from "../flow.js";
import { nearest } from "../near.js";
import type { Judged, Said } from "./judge.js";

/** At most this many entries are offered when what was typed could mean several; of more, more letters are asked for. */
const offered = 8;

/** One of a long list, typed with near misses. An exact name wins; else a word that begins so; else what is near. */
export function judgePick(question: Extract<Question, { kind: "pick" }>, said: Said): Judged {
  const typed = said.by === "pick" ? (said.chosen[0] ?? "") : said.by === "press" ? said.id : said.text;
  const wanted = plain(typed);
  if (wanted === "") return { is: "miss", miss: { miss: "empty" } };
  const exact = question.entries.filter((entry) => namesOf(entry).some((name) => plain(name) === wanted));
  const only = exact[0];
  if (only !== undefined && exact.length === 1) return { is: "answer", answer: { pick: only.key } };
  const inside = question.entries.filter((entry) =>
    namesOf(entry).some((name) => ` ${plain(name)}`.includes(` ${wanted}`)),
  );
  const meant = exact.length > 0 ? exact : inside;
  if (meant.length > 0 && meant.length <= offered) {
    return { is: "which-entry", keys: meant.map((entry) => entry.key) };
  }
  const names = new Map(
    question.entries.flatMap((entry) => namesOf(entry).map((name) => [plain(name), entry.key])),
  );
  const near = [
    ...new Set(nearest(wanted, [...names.keys()], offered).flatMap((name) => names.get(name) ?? [])),
  ];
  if (near.length > 0) return { is: "which-entry", keys: near };
  return {
    is: "miss",
    miss: meant.length > 0 ? { miss: "many-entries", count: meant.length } : { miss: "no-entry" },
  };
}

function namesOf(entry: PickEntry): readonly string[] {
  return [entry.key, ...entry.names];
}

function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
