/** A small closed subset of Markdown, as a tree. What is outside it is a problem with its line. */
import type {
  Emphasis,
  Link,
  List,
  Nodes,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
  Strong,
} from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import type { Problem } from "../problem.js";
import type { Block, Line, Span } from "../screen.js";
import type { PassageBlock, Slotted } from "./library.js";

/** A Markdown file taken apart: front matter (YAML text) and body, each with the line of the file it begins on. */
export type MarkdownFile = { front: string; frontLine: number; body: string; bodyLine: number };

/** The two halves of a file that begins with `---`; undefined when it does not, or when the front matter does not end. */
export function splitFront(text: string): MarkdownFile | undefined {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (lines[0]?.trimEnd() !== "---") return undefined;
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === "---");
  if (end === -1) return undefined;
  return {
    front: `${lines.slice(1, end).join("\n")}\n`,
    frontLine: 2,
    body: lines.slice(end + 1).join("\n"),
    bodyLine: end + 2,
  };
}

/** The blocks of an article, each with the line of the file it begins on. */
export function readBlocks(
  file: string,
  body: string,
  bodyLine: number,
): { blocks: Block[]; lines: number[]; problems: Problem[] } {
  const reader = readerOf(file, bodyLine);
  const placed = fromMarkdown(body).children.flatMap((node) =>
    blockOf(node, reader).map((block) => ({ block, line: lineOf(node, bodyLine) })),
  );
  return {
    blocks: placed.map(({ block }) => block),
    lines: placed.map(({ line }) => line),
    problems: reader.problems,
  };
}

/** The passages of a letter: each `## id` with the blocks under it. */
export function readPassages(
  file: string,
  body: string,
  bodyLine: number,
): { passages: Record<string, { blocks: PassageBlock[]; line: number }>; problems: Problem[] } {
  const reader = readerOf(file, bodyLine);
  const root: Root = fromMarkdown(body);
  const passages: Record<string, { blocks: PassageBlock[]; line: number }> = {};
  let current: PassageBlock[] | undefined;
  for (const node of root.children) {
    if (node.type === "heading" && node.depth === 2) {
      const id = textOf(node);
      if (!/^[a-z0-9][a-z0-9-]*$/.test(id) || Object.hasOwn(passages, id)) {
        reader.report(node, `heading "${id}"`, "the name of a passage that has not stood before");
        continue;
      }
      current = [];
      passages[id] = { blocks: current, line: lineOf(node, bodyLine) };
      continue;
    }
    if (current === undefined) {
      reader.report(
        node,
        "text before the first passage",
        "a heading such as ## heading with the name of a passage",
      );
      continue;
    }
    current.push(...passageBlock(node, reader));
  }
  return { passages, problems: reader.problems };
}

type Reader = {
  problems: Problem[];
  report(node: Nodes, unexpected: string, expected: string): void;
};

function readerOf(file: string, bodyLine: number): Reader {
  const problems: Problem[] = [];
  return {
    problems,
    report(node, unexpected, expected) {
      problems.push({
        file,
        line: lineOf(node, bodyLine),
        column: node.position?.start.column ?? 1,
        unexpected,
        expected,
        rule: "shape",
        severity: "error",
      });
    },
  };
}

function lineOf(node: Nodes, bodyLine: number): number {
  return (node.position?.start.line ?? 1) + bodyLine - 1;
}

const subset = "paragraphs, ## headings, flat lists, **strong**, *emphasis* and [links](https://…)";

function blockOf(node: RootContent, reader: Reader): Block[] {
  switch (node.type) {
    case "paragraph":
      if (/^\|/m.test(textOf(node))) reader.report(node, "a table", subset);
      return [{ kind: "paragraph", line: lineFrom(node.children, reader) }];
    case "heading":
      if (node.depth !== 2) reader.report(node, `a heading of level ${node.depth}`, "## (level 2)");
      return [{ kind: "heading", line: lineFrom(node.children, reader) }];
    case "list":
      return [
        {
          kind: "list",
          ordered: node.ordered === true,
          items: itemsOf(node, reader).map((item) => lineFrom(item, reader)),
        },
      ];
    default:
      reader.report(node, nameOf(node), subset);
      return [];
  }
}

/** What a moderator calls it. */
function nameOf(node: Nodes): string {
  switch (node.type) {
    case "html":
      return "HTML (<…>)";
    case "image":
    case "imageReference":
      return "a picture";
    case "code":
      return "a line that begins with four spaces or stands between ```";
    case "inlineCode":
      return "text in backticks (`…`)";
    case "break":
      return "two spaces or a backslash at the end of a line";
    case "blockquote":
      return "a line that begins with >";
    case "thematicBreak":
      return "a line of dashes or stars alone";
    case "definition":
    case "linkReference":
      return "a link whose address stands elsewhere";
    default:
      return `Markdown (${node.type})`;
  }
}

function passageBlock(node: RootContent, reader: Reader): PassageBlock[] {
  switch (node.type) {
    case "paragraph":
      return [{ kind: "paragraph", line: slotted(node.children, reader) }];
    case "list":
      return [
        {
          kind: "list",
          ordered: node.ordered === true,
          items: itemsOf(node, reader).map((item) => slotted(item, reader)),
        },
      ];
    default:
      reader.report(node, `${nameOf(node)} in a letter`, "paragraphs and flat lists");
      return [];
  }
}

function itemsOf(list: List, reader: Reader): PhrasingContent[][] {
  if (list.ordered === true && list.start !== 1)
    reader.report(list, `a list that begins with ${list.start}`, "1, since each list is counted anew");
  return list.children.map((item) => {
    const [first, ...rest] = item.children;
    for (const more of rest) reader.report(more, `a ${more.type} inside a list item`, onePerItem);
    if (first === undefined) return [];
    if (first.type === "paragraph") return (first satisfies Paragraph).children;
    reader.report(first, `a ${first.type} inside a list item`, onePerItem);
    return [];
  });
}

const onePerItem = "one paragraph per item";

function lineFrom(nodes: readonly PhrasingContent[], reader: Reader): Line {
  return nodes.flatMap((node): Span[] => {
    switch (node.type) {
      case "text":
        if (/[{}]/.test(node.value))
          reader.report(node, "a brace", "text without { and }: only letters have placeholders");
        return [{ text: oneLine(node.value) }];
      case "strong":
        return [{ text: plainOf(node, reader), mark: "strong" }];
      case "emphasis":
        return [{ text: plainOf(node, reader), mark: "em" }];
      case "link":
        if (!/^https?:\/\//.test(node.url))
          reader.report(node, `a link to "${node.url}"`, "an address that begins with https://");
        return [{ text: plainOf(node, reader), link: node.url }];
      default:
        reader.report(node, nameOf(node), subset);
        return [];
    }
  });
}

/** The words inside **…**, *…* or a link; a second mark inside would be lost. */
function plainOf(node: Strong | Emphasis | Link, reader: Reader): string {
  for (const inner of node.children) {
    if (inner.type !== "text")
      reader.report(inner, `${markOf(inner)} inside ${markOf(node)}`, "only words there");
  }
  return textOf(node);
}

function markOf(node: PhrasingContent): string {
  switch (node.type) {
    case "strong":
      return "**…**";
    case "emphasis":
      return "*…*";
    case "link":
      return "a link";
    default:
      return nameOf(node);
  }
}

function slotted(nodes: readonly PhrasingContent[], reader: Reader): Slotted {
  return nodes.flatMap((node): Slotted => {
    if (node.type !== "text") {
      reader.report(node, `${markOf(node)} in a letter`, "plain text and {placeholders}");
      return [];
    }
    return oneLine(node.value)
      .split(/(\{[^{}]*\})/)
      .filter((piece) => piece !== "")
      .map((piece) => {
        const slot = /^\{([a-z0-9][a-z0-9.-]*)\}$/.exec(piece)?.[1];
        if (slot !== undefined) return { slot };
        if (/[{}]/.test(piece)) reader.report(node, `"${piece}"`, "a placeholder such as {refused-on}");
        return { text: piece };
      });
  });
}

/** Lines are wrapped for the editor, not for the reader. */
function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}

function textOf(node: Nodes): string {
  if ("value" in node) return oneLine(node.value);
  return "children" in node ? node.children.map(textOf).join("") : "";
}
