/** What our texts teach of the texts they were made from: `content/COVERAGE.md`, made from the claims that each of them names. */
import type { Library, Section, Teaching } from "../content/library.js";
import { own } from "../engine/flow.js";

/** What teaches a section, as names; each list in the order of its files. */
export type Taught = { articles: string[]; flows: string[]; letters: string[] };

/** Everything that names one of the section's claims. Guards count as articles, under `guard:`. */
export function taught(library: Library, section: Section): Taught {
  const names = ({ claims }: { claims: readonly string[] }): boolean =>
    claims.some((claim) => section.claims.includes(claim));
  const named = (texts: Readonly<Record<string, { claims: readonly string[] }>>): string[] =>
    Object.entries(texts)
      .filter(([, text]) => names(text))
      .map(([id]) => id);
  return {
    articles: [
      ...named(library.articles),
      ...library.guards.filter(names).map((guard) => `guard:${guard.id}`),
    ].sort(),
    flows: named(library.flowWords).map((id) => `/${id}`),
    letters: named(library.letterWords),
  };
}

/** The whole page, as Markdown with a last line end. */
export function coveragePage(library: Library, teaching: Teaching): string {
  const left = teaching.sections.filter((section) => section.leftOut !== undefined);
  return [
    "# What of the source texts is taught, and where",
    "",
    "Made by `preceptor coverage --out content/COVERAGE.md` from `content/sections.yaml` and from the claims that articles, flows",
    "and letters name. `preceptor check` holds it against the files; do not edit it by hand.",
    "",
    `Sections: ${teaching.sections.length}. Taught: ${teaching.sections.length - left.length}. Left out: ${left.length}.`,
    ...teaching.texts.flatMap((text) => [
      "",
      `## ${text.title}`,
      "",
      "| section | claims | articles | flows | letters |",
      "|---|---|---|---|---|",
      ...teaching.sections.filter((section) => section.of === text.id).map((one) => row(library, one)),
    ]),
    "",
  ].join("\n");
}

function row(library: Library, section: Section): string {
  const head = `${section.about} (${section.id})`;
  if (section.leftOut !== undefined) {
    const why = own(library.claims, section.leftOut)?.says ?? "";
    return cells([head, section.leftOut, `left out because: ${why}`, "", ""]);
  }
  const { articles, flows, letters } = taught(library, section);
  return cells([head, section.claims.join(", "), articles.join(", "), flows.join(", "), letters.join(", ")]);
}

function cells(texts: readonly string[]): string {
  return `| ${texts.map((text) => text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim()).join(" | ")} |`;
}
