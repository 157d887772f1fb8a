/**
 * What a member has typed. A form is closed and empty once it is sent, so what was not taken stands on the screen that
 * answers it, and the next form for that field begins with it, as it does with the answer that was given before (D-23).
 * It is kept nowhere else.
 */
import type { Words } from "../../src/adapter.js";
import { type Block, type Field, type Line, lineText, type Screen } from "../../src/screen.js";
import { plain } from "../../src/script.js";
import { type Control, fieldIds } from "./controls.js";
import { type Paragraph, words as said } from "./paragraphs.js";
import { lineRich } from "./rich.js";

/** What came in a form, for which field. */
export type Typed = { field: string; text: string };

/** What of it this screen has to give back: all where the form was not taken, or something else was answered. */
export function givenBack({ untaken, turn }: Screen, typed: Typed | undefined): Typed | undefined {
  return untaken === true || turn === "none" ? typed : undefined;
}

/** The body, and below it what stands in the fields, each text where a form finds it again. */
export function withTyped(
  { body, asks }: Pick<Screen, "body" | "asks">,
  typed: Typed | undefined,
  words: Words,
): { body: readonly Block[]; controls: Control[] } {
  const fields = asks.flatMap((ask) => (ask.kind === "type" ? ask.fields : []));
  const at = fields.findIndex(({ id }) => id === typed?.field);
  const back: Control[] = typed === undefined ? [] : typedControls(typed.text, at, words);
  return fields.reduce<{ body: readonly Block[]; controls: Control[] }>(
    (all, field, index) => {
      const found = index === at ? undefined : nowIn(all.body, field);
      if (found === undefined) return all;
      return {
        body: all.body.filter((block) => block !== found.block),
        controls: [
          ...all.controls,
          { text: [{ lead: "", rich: lineRich(found.before), gap: 2 }] },
          { text: [toCopy(field.now ?? "")], id: fieldIds(index).now },
        ],
      };
    },
    { body, controls: back },
  );
}

function typedControls(text: string, at: number, words: Words): Control[] {
  return [
    { text: said(words.typed ?? "[discord.typed]") },
    { text: [toCopy(text)], ...(at === -1 ? {} : { id: fieldIds(at).now }) },
  ];
}

/** As it was typed: nothing else stands beside it that its signs could turn. */
function toCopy(text: string): Paragraph {
  return { lead: "```", rich: [{ text: plain(text) }], gap: 1 };
}

/** The block that shows the present answer of a field, at its end, and what stands before the answer in it. */
function nowIn(body: readonly Block[], { now }: Field): { block: Block; before: Line } | undefined {
  if (now === undefined) return undefined;
  for (const block of body.toReversed()) {
    if (block.kind === "copy" && lineText(block.line) === now) return { block, before: [] };
    const last = block.kind === "paragraph" ? block.line.at(-1) : undefined;
    if (block.kind === "paragraph" && last !== undefined && lineText([last]) === now)
      return { block, before: block.line.slice(0, -1) };
  }
  return undefined;
}
