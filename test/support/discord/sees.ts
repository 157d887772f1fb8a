/** A channel as one person reads it. */
import { type Part, reference, shownNames, within } from "./components.js";
import { isThinking } from "./message.js";
import { type Mark, type Names, shown } from "./shown.js";
import { type Button, flags, type Select } from "./wire.js";
import type { Attached, ChannelState, PersonState, Stored, World } from "./world.js";

export type SeenButton = {
  label: string;
  customId: string | undefined;
  url: string | undefined;
  style: "primary" | "secondary" | "success" | "danger" | "link" | "premium";
  disabled: boolean;
  /** The row that it stands in, from 0 on. */
  row: number;
};

export type SeenOption = {
  label: string;
  value: string;
  description: string | undefined;
  chosen: boolean;
};

export type SeenSelect = {
  customId: string;
  placeholder: string | undefined;
  options: readonly SeenOption[];
  /** The labels of what is chosen when the message is shown. */
  chosen: readonly string[];
  least: number;
  most: number;
  disabled: boolean;
  row: number;
};

export type SeenFile = {
  name: string;
  type: string;
  bytes: Uint8Array;
  /** What is read out to whoever does not see it. */
  description: string | undefined;
};

export type Seen = {
  id: string;
  /** "bot", or the name of whoever wrote it. */
  by: string;
  /** All that can be read, from top to bottom, as it is shown. */
  text: string;
  /** The same as the bot wrote it. */
  raw: string;
  marks: readonly Mark[];
  buttons: readonly SeenButton[];
  selects: readonly SeenSelect[];
  /** Those that are shown. */
  files: readonly SeenFile[];
  /** Only this person sees it (D-12). */
  ephemeral: boolean;
  /** Deferred, and nothing shown yet (D-11). */
  thinking: boolean;
  replyTo: string | undefined;
  edits: number;
  /** Whether links in it unfold into previews. */
  preview: boolean;
};

/** What the person sees there, in order. */
export function seesOf(world: World, channel: ChannelState, person: PersonState): Seen[] {
  return visibleTo(channel, person).map((stored) => seen(world, stored));
}

export function visibleTo(channel: ChannelState, { user }: PersonState): Stored[] {
  return [...channel.messages.values()].filter(({ only }) => only === undefined || only === user.id);
}

export function seen(world: World, stored: Stored): Seen {
  const texts = textsOf(stored);
  const read = texts.map((one) => shown(one, namesIn(world)));
  const placed = partsByRow(stored);
  const marks = read.flatMap((one) => one.marks);
  return {
    id: stored.id,
    by: stored.byBot ? "bot" : (stored.author.global_name ?? stored.author.username),
    text: read.map(({ text }) => text).join("\n"),
    raw: texts.join("\n"),
    marks,
    buttons: placed.flatMap(({ part, row }) => (part.type === 2 ? [buttonOf(part, row)] : [])),
    selects: placed.flatMap(({ part, row }) => (part.type === 3 ? [selectOf(part, row)] : [])),
    files: filesShown(stored).map(({ name, type, bytes, description }) => ({
      name,
      type,
      bytes,
      description,
    })),
    ephemeral: stored.only !== undefined,
    thinking: isThinking(stored),
    replyTo: stored.replyTo,
    edits: stored.edits,
    preview:
      (stored.flags & (flags.suppressEmbeds | flags.v2)) === 0 &&
      stored.embeds.length === 0 &&
      marks.some(({ kind }) => kind === "link"),
  };
}

/** The parts that can be used, with the row of each: nested ones count on. */
export function partsByRow(stored: Stored): { part: Part; row: number }[] {
  let row = -1;
  return within(stored.components).map(({ one }) => {
    if (one.type === 1 || one.type === 9) row += 1;
    return { part: one, row: Math.max(0, row) };
  });
}

/** For the error of a test that waited in vain. */
export function written(messages: readonly Seen[]): string {
  if (messages.length === 0) return "There is nothing to be seen.";
  return messages
    .slice(-6)
    .map(({ id, by, text, buttons, selects, files, ephemeral, thinking }) => {
      const how = `${ephemeral ? " (only they see it)" : ""}${thinking ? " is thinking…" : ""}`;
      const rows = buttons.map(({ label, disabled }) => (disabled ? `(${label})` : `[${label}]`)).join(" ");
      const lists = selects.map(
        ({ placeholder, options }) =>
          `  ${placeholder ?? "select"}: ${options.map(({ label }) => label).join(" / ")}`,
      );
      return [
        `#${id} ${by}${how}: ${text}`,
        ...files.map(({ name }) => `  (${name})`),
        ...lists,
        ...(rows === "" ? [] : [`  ${rows}`]),
      ].join("\n");
    })
    .join("\n");
}

function textsOf({ content, embeds, components }: Stored): string[] {
  const inEmbeds = embeds.flatMap(({ author, title, description, fields = [], footer }) => [
    author?.name ?? "",
    title ?? "",
    description ?? "",
    ...fields.flatMap(({ name, value }) => [name, value]),
    footer?.text ?? "",
  ]);
  const inParts = within(components).flatMap(({ one }) => (one.type === 10 ? [one.content] : []));
  return [content, ...inEmbeds, ...inParts].filter((text) => text !== "");
}

/** D-24: with components v2 only what a component names. */
function filesShown({ files, components, flags: given }: Stored): readonly Attached[] {
  if ((given & flags.v2) === 0) return files;
  const names = new Set(shownNames(components));
  return files.filter(({ name }) => names.has(name) || names.has(`${reference}${name}`));
}

const styles: readonly SeenButton["style"][] = [
  "primary",
  "secondary",
  "success",
  "danger",
  "link",
  "premium",
];

function buttonOf({ label, custom_id, url, style, disabled, emoji }: Button, row: number): SeenButton {
  const face = [emoji?.name, label].filter((part) => part !== undefined && part !== "").join(" ");
  return {
    label: face,
    customId: custom_id,
    url,
    style: styles[style - 1] ?? "primary",
    disabled: disabled === true,
    row,
  };
}

function selectOf(select: Select, row: number): SeenSelect {
  const options = select.options.map(({ label, value, description, default: chosen }) => ({
    label,
    value,
    description,
    chosen: chosen === true,
  }));
  return {
    customId: select.custom_id,
    placeholder: select.placeholder,
    options,
    chosen: options.filter(({ chosen }) => chosen).map(({ label }) => label),
    least: select.min_values ?? 1,
    most: select.max_values ?? 1,
    disabled: select.disabled === true,
    row,
  };
}

function namesIn(world: World): Names {
  return (kind, id) => {
    switch (kind) {
      case "user": {
        const user = id === world.bot.id ? world.bot : world.people.get(id)?.user;
        return user?.global_name ?? user?.username;
      }
      case "channel":
        return world.channels.get(id)?.name;
      case "role":
        return undefined;
    }
  };
}
