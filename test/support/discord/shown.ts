/** A text as a person sees it: Markdown read and taken off, names and times in place of their signs (D-26). */
import { type Setting, shownOf, withoutKeepers } from "./markdown.js";

export type Mark = {
  kind: Setting["kind"];
  /** All that is set so, as it is shown. */
  text: string;
  url?: string;
};

/** How a name is shown for an id; undefined where nobody has it. */
export type Names = (kind: "user" | "role" | "channel", id: string) => string | undefined;

export function shown(markdown: string, names: Names = () => undefined): { text: string; marks: Mark[] } {
  // One setting is one object, however many stretches of text it goes over.
  const marks = new Map<Setting, Mark>();
  let text = "";
  for (const { text: stretch, set } of shownOf(markdown)) {
    const item = set.findLast(({ kind }) => kind === "bullet" || kind === "number");
    if (item !== undefined && !marks.has(item)) text += signOf(item);
    const told = set.some(({ kind }) => kind === "mention" || kind === "emoji" || kind === "time")
      ? signed(stretch, names)
      : stretch;
    text += told;
    for (const one of set) {
      const mark = marks.get(one) ?? { kind: one.kind, text: "", ...("url" in one ? { url: one.url } : {}) };
      marks.set(one, { ...mark, text: mark.text + told });
    }
  }
  // What only keeps signs apart is not seen.
  return {
    text: withoutKeepers(text),
    marks: [...marks.values()].map((mark) => ({ ...mark, text: withoutKeepers(mark.text) })),
  };
}

/** What stands before an item of a list. */
function signOf(item: Setting): string {
  return item.kind === "number" ? `${item.level}. ` : "• ";
}

/** `<@1>`, `<#1>`, `<@&1>`, `</name:1>`, `<:name:1>`, `<t:0>`; a time is shown as of UTC. */
function signed(sign: string, names: Names): string {
  const { user, role, channel, command, emoji, time } =
    /^<(?:@!?(?<user>\d+)|@&(?<role>\d+)|#(?<channel>\d+)|\/(?<command>[^:]+):\d+|a?(?<emoji>:\w+:)\d+|t:(?<time>-?\d+)(?::\w)?)>$/.exec(
      sign,
    )?.groups ?? {};
  if (user !== undefined) return `@${names("user", user) ?? "unknown-user"}`;
  if (role !== undefined) return `@${names("role", role) ?? "unknown-role"}`;
  if (channel !== undefined) return `#${names("channel", channel) ?? "unknown"}`;
  if (command !== undefined) return `/${command}`;
  if (emoji !== undefined) return emoji;
  const when = new Date(Number(time) * 1000);
  return Number.isNaN(when.getTime())
    ? sign
    : when
        .toISOString()
        .replace("T", " ")
        .replace(/:\d\d\.\d+Z$/, " UTC");
}
