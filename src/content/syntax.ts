/** What is wrong with a text as YAML: each mistake once, in words for people who do not program. */
import { type Document, visit, type YAMLError } from "yaml";

/** A mistake and the offset at which it stands. */
export type SyntaxMistake = { offset: number; unexpected: string; expected: string };

/**
 * The mistakes of a document. After the first that breaks its form all others are guesses of the reader, so only that one
 * is named; names that stand twice break nothing and are all named.
 */
export function syntaxMistakes(document: Document.Parsed, text: string): SyntaxMistake[] {
  const twice = document.errors.filter((error) => error.code === "DUPLICATE_KEY");
  const [first] = document.errors.filter((error) => error.code !== "DUPLICATE_KEY");
  const broken = first === undefined ? [] : [first];
  // A tag such as !important is only a warning for the reader, but it would be left out of the text.
  const read = [...broken, ...twice, ...(broken.length > 0 ? [] : document.warnings)].map((error) => ({
    offset: opening(document, text, error) ?? error.pos[0],
    ...inWords(error, text),
  }));
  return broken.length > 0 ? read : [...read, ...dropped(document, text)];
}

/**
 * What would be gone without a word. A note after a text on its line may be one, but more often the text holds a number
 * sign and would lose its end. A group has no room for a name that JavaScript has taken.
 */
function dropped(document: Document.Parsed, text: string): SyntaxMistake[] {
  const found: SyntaxMistake[] = [];
  visit(document, {
    Scalar: (key, node) => {
      if (key === "key" && node.value === "__proto__")
        found.push({
          offset: node.range?.[0] ?? 0,
          ...words('the name "__proto__"', "another name: this one is kept by the program"),
        });
      const end = node.range?.[1] ?? text.length;
      const rest = /^ +(?=#)/.exec(text.slice(end))?.[0];
      if (node.type !== "PLAIN" || rest === undefined) return;
      found.push({
        offset: end + rest.length,
        ...words(
          "a # that hides the rest of its line",
          "quotes around the whole text, or the note on a line of its own",
        ),
      });
    },
  });
  return found;
}

type Words = Pick<SyntaxMistake, "unexpected" | "expected">;

function inWords(error: YAMLError, text: string): Words {
  const [offset] = error.pos;
  switch (error.code) {
    case "TAB_AS_INDENT":
      return words("a tab before the first word of the line", "spaces, as on the lines around it");
    case "BAD_INDENT":
      return /end with a [\]}]$/.test(sentence(error))
        ? words("a list or group that is not closed", `its ${sentence(error).at(-1)} before this line`)
        : words(
            "a line that begins further left or right than its neighbors",
            "the same number of spaces before it as before the lines beside it",
          );
    case "BLOCK_AS_IMPLICIT_KEY":
      return /^Nested/.test(error.message)
        ? words("a text with a colon and a space in it", 'quotes around the whole text: "…"')
        : words("an item of a list among names", noColon);
    case "MULTILINE_IMPLICIT_KEY":
      return words("a line that is neither a name with its text nor part of one", noColon);
    case "MISSING_CHAR":
      return /^Missing closing/.test(error.message)
        ? words("a text that is not closed", `the same quotation mark at its end as at its beginning`)
        : words("a line that is neither a name with its text nor part of one", noColon);
    case "DUPLICATE_KEY":
      return words(`a second "${keyAt(text, offset)}"`, "each name once in the same group");
    case "BAD_SCALAR_START":
      return words(`a text that begins with ${text.charAt(offset)}`, 'quotes around the whole text: "…"');
    case "UNEXPECTED_TOKEN":
      if (!/at node end$/.test(sentence(error))) return words(`YAML (${sentence(error)})`, anyForm);
      return /["'] *$/.test(text.slice(0, offset))
        ? words(
            "more words after a text in quotes",
            "quotes around all of it; in '…' an apostrophe is written twice",
          )
        : words("a line that does not go on with what stands above it", "the form of the lines above it");
    case "BAD_DQ_ESCAPE":
      return words('a backslash in a text in "…"', "no backslash, or '…' around the text");
    case "MULTIPLE_DOCS":
      return words("a second part that begins with ---", "one part only; take the line with --- out");
    case "RESOURCE_EXHAUSTION":
      return words("hundreds of groups within each other", "a file with fewer levels");
    case "TAG_RESOLVE_FAILED":
      return words("a text that begins with !", 'quotes around the whole text: "…"');
    default:
      return words(`YAML (${sentence(error)})`, anyForm);
  }
}

const noColon = "a name, a colon, a space and the text; a text that goes on is further to the right";
const anyForm = "text that reads as YAML: check the indentation, quotes and colons near this place";

function words(unexpected: string, expected: string): Words {
  return { unexpected, expected };
}

function sentence(error: YAMLError): string {
  return (error.message.split("\n")[0] ?? error.message).replace(/ at line \d+, column \d+:?$/, "");
}

/** The name that begins at `offset`, as it is written. */
function keyAt(text: string, offset: number): string {
  return /^[^:\n]*/.exec(text.slice(offset))?.[0].trim() ?? "";
}

/** A quotation mark that is never closed is reported where the file ends, but the mistake is where it opens. */
function opening(document: Document.Parsed, text: string, error: YAMLError): number | undefined {
  if (!/^Missing closing/.test(error.message)) return undefined;
  const found: number[] = [];
  visit(document, {
    Scalar: (_key, node) => {
      const [start, end] = node.range ?? [0, -1];
      if (/["']/.test(text.charAt(start)) && start < error.pos[0] && error.pos[0] <= end) found.push(start);
    },
  });
  return found[0];
}
