/** From a text to its words, in the one form in which texts, questions and phrases are compared. English. */

/** A word as it was folded, and the stem under which it is compared. */
export type Word = { readonly form: string; readonly stem: string };

/** A sentence ends: no phrase reaches over it. */
export type SentenceEnd = "end";

/** The words of a text. Sections, visas and forms are one word however they are written: 214(b), H-1B, DS-160. */
export function wordsOf(text: string): Word[] {
  return sentencesOf(text).filter((one) => one !== "end");
}

/** Reads the words of many texts, in which the same words come again and again: each is made once. */
export function wordReader(): (text: string) => Word[] {
  const known = new Map<string, readonly Word[]>();
  const spell = (letters: string): readonly Word[] => {
    const there = known.get(letters);
    if (there !== undefined) return there;
    const words = spelled(letters);
    known.set(letters, words);
    return words;
  };
  return (text) => sentencesIn(text, spell).filter((one) => one !== "end");
}

/** The words of a text, and where its sentences end. */
export function sentencesOf(text: string): (Word | SentenceEnd)[] {
  return sentencesIn(text, spelled);
}

function sentencesIn(text: string, spell: (letters: string) => readonly Word[]): (Word | SentenceEnd)[] {
  const found: (Word | SentenceEnd)[] = [];
  for (const [token] of plain(text).matchAll(/[\p{L}\p{N}\p{M}]+|[.!?;]/gu)) {
    if (!isSentenceEnd(token)) found.push(...spell(token));
    else if (found.length > 0 && found.at(-1) !== "end") found.push("end");
  }
  return found;
}

/** Stands for the beginning and the end of a sentence among stems; no stem is empty. */
export const sentenceEdge = "";

/** Whether a mark ends a sentence. */
export function isSentenceEnd(mark: string): boolean {
  return /^[.!?;]$/.test(mark);
}

/** A text in the letters that are compared, every name of the law in one piece. */
export function plain(text: string): string {
  return joined(folded(text));
}

/** The words that one run of plain letters stands for: "cant" is "can not". */
export function spelled(letters: string): Word[] {
  return (spelledOut.get(letters) ?? [letters]).map(wordOf);
}

/** The word of a form. */
export function wordOf(form: string): Word {
  return { form, stem: stemOf(form) };
}

/**
 * A word without its small inflections (plural, -ing, -ed, a last e, a doubled last letter). It need not be a word;
 * it is the same for the forms that mean the same.
 */
export function stemOf(form: string): string {
  const irregular = irregulars.get(form);
  if (irregular !== undefined) return irregular;
  if (form.length <= 3 || form.length > longestWord || /[^a-z]/.test(form)) return form;
  return bare(withoutEnding(form));
}

/** What is longer is no word that could have an ending, or a slip. */
export const longestWord = 30;

/** Letters without case, accents and apostrophes; full-width and other compatibility letters as plain ones. */
function folded(text: string): string {
  return (
    text
      .normalize("NFKD")
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/[\u0300-\u036f\u200b-\u200d\u2060\ufeff\u00ad]/g, "")
      .toLowerCase()
      .replace(/(?<=\p{L})['\u2018\u2019\u02bc\u00b4\u0060](?=\p{L})/gu, "")
      // An apostrophe that became a blank or a comma: "don t", "can,t".
      .replace(/(?<=\b[a-z]{1,6}n)[ ,]t\b/g, "t")
      .replace(/\bstep[\s-]iii\b/g, "step 3")
      // "…" is a pause, not an end; and nobody means more than two letters in a row ("sooooo").
      .replace(/\.{2,}|…/g, " ")
      .replace(/(\p{L})\1{2,}/gu, "$1$1")
  );
}

/** Names of the law and of papers that are written in several pieces become one word each. */
function joined(text: string): string {
  return legalNames.reduce((now, { written, as }) => now.replace(written, as), text);
}

const legalNames: readonly { written: RegExp; as: string }[] = [
  // A section keeps its first letter; what stands deeper, as in 212(a)(6)(C), is not told apart.
  {
    written:
      /\b(?:(?:ina|section|sec)\s){0,2}(101|212|214|221|237|245)\s{0,2}-?\(?\s?([a-z])\s?\)?(?![a-z0-9])(?:\s?\(\s?[a-z0-9]{1,3}\s?\)){0,4}/g,
    as: "$1$2 ",
  },
  { written: /\bh[\s-]?1[\s-]?bs?\b/g, as: "h1b" },
  { written: /\b([fhjlmo])[\s-]?([124])s?\b/g, as: "$1$2" },
  { written: /\bb[\s-]?([12])\b/g, as: "b$1" },
  { written: /\bds[\s-]?(\d{3,4})\b/g, as: "ds$1" },
  { written: /\bi[\s-]?(20|94|129|130|140|485|539|601|612|693|765|797|864|901|983)([a-z]?)\b/g, as: "i$1$2" },
  // As it is typed in a hurry: "stp 3", "step#3", "step2ck". "USMLE 3" is a Step too, "USMLE 3 times" is not.
  { written: /\b(?:steps?|stp|setp)[\s.#-]{0,2}([123])\s?(ck|cs)\b/g, as: "step$1 $2" },
  { written: /\b(?:steps?|stp|setp)[\s.#-]{0,2}([123])\b/g, as: "step$1" },
  { written: /\bstep\sii\b/g, as: "step2" },
  {
    written:
      /\busmle[\s-]?([123])\b(?!\s?(?:x|times?|attempts?|tries|years?|months?|weeks?|days?|exams?|steps?)\b)/g,
    as: "step$1",
  },
  // A Step is one of the USMLE also where that is not said.
  { written: /\busmle\s(?=step[123]\b)/g, as: "" },
  { written: /\bpgy[\s-]?([1-7])\b/g, as: "pgy$1" },
  { written: /(?<=\d)[,.](?=\d{3}(?!\d))/g, as: "" },
  { written: /\b(\d{1,4})\s?k\b/g, as: "$1000" },
  { written: /\bu\.\s?s\.(\s?a\.?)?/g, as: "us " },
];

function withoutEnding(form: string): string {
  if (/(?:ies|ied|ying)$/.test(form) && form.length > 4) return form.replace(/(?:ies|ied|ying)$/, "y");
  if (/(?:ss|sh|ch|x|z)es$/.test(form)) return form.slice(0, -2);
  if (/[^su]s$/.test(form) && !form.endsWith("is")) return form.slice(0, -1);
  const root = /^(.*[aeiouy].*?)(?:ing|ed)$/.exec(form)?.[1];
  return root === undefined || root.length < 2 || form.endsWith("eed") ? form : root;
}

/** Without a last e and with a single last letter, so that refuse and refused, kill and killing are the same. */
function bare(root: string): string {
  const short = root.length > 3 && root.endsWith("e") ? root.slice(0, -1) : root;
  return short.replace(/([b-df-hj-np-tv-z])\1$/, "$1");
}

const irregulars: ReadonlyMap<string, string> = new Map([
  ["dies", "die"],
  ["died", "die"],
  ["dying", "die"],
  ["tied", "tie"],
  ["ties", "tie"],
  ["lives", "liv"],
  ["lost", "los"],
  ["sent", "send"],
  ["kept", "keep"],
  ["told", "tell"],
  ["wrote", "writ"],
  ["written", "writ"],
  ["went", "go"],
  ["gone", "go"],
  ["took", "tak"],
  ["taken", "tak"],
  ["gave", "giv"],
  ["given", "giv"],
  ["got", "get"],
  ["said", "say"],
  ["paid", "pay"],
  ["chose", "choos"],
  ["chosen", "choos"],
  ["hid", "hid"],
  ["hidden", "hid"],
  ["bought", "buy"],
  ["children", "child"],
  ["forgot", "forget"],
  ["forgotten", "forget"],
]);

/** Words that are two; apostrophes are gone by then, as they are in what people type. */
const spelledOut: ReadonlyMap<string, readonly string[]> = new Map([
  ...["do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "would", "could", "should"].map(
    (verb): [string, string[]] => [`${verb}nt`, [verb, "not"]],
  ),
  ["cant", ["can", "not"]],
  ["cannot", ["can", "not"]],
  ["wont", ["will", "not"]],
  ["dnt", ["do", "not"]],
  ["nt", ["not"]],
  ["dont", ["do", "not"]],
  ["im", ["i", "am"]],
  ["m", ["am"]],
  ["ive", ["i", "have"]],
  ["youre", ["you", "are"]],
  ["theyre", ["they", "are"]],
  ["theres", ["there", "is"]],
  ["whats", ["what", "is"]],
  ["lets", ["let", "us"]],
  ["wanna", ["want", "to"]],
  ["gonna", ["going", "to"]],
  ["gotta", ["got", "to"]],
  ["u", ["you"]],
  ["ur", ["your"]],
  ["pls", ["please"]],
  ["plz", ["please"]],
]);
