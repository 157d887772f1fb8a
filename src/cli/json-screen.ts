/** `chat --json`, out: one screen as one JSON object. */
import type { FlowWords, Library } from "../content/library.js";
import type { DueDate } from "../engine/due.js";
import { own } from "../engine/flow.js";
import type { Page } from "../engine/page.js";
import type { Plan } from "../engine/plan.js";
import {
  type Attachment,
  type Button,
  type Field,
  pressButtons,
  type Screen,
  screenText,
} from "../screen.js";

type JsonButton =
  | { id: string; label: string; on?: true; group?: string }
  | { label: string; url: string }
  | { label: string; start: string };

export type JsonFile = {
  name: string;
  type: Attachment["type"];
  about: string;
  /** Bytes. */
  size: number;
  text?: string;
  base64?: string;
};

export type JsonAction = {
  id: string;
  title: string;
  /** A day, an instant, or null where there is no date or none can be computed yet. */
  due: string | null;
  group: string;
  done: boolean;
  waiting: boolean;
};

export type JsonPlan = {
  flags: readonly string[];
  verdict: string;
  actions: readonly JsonAction[];
  letters: readonly string[];
};

export type JsonScreen = {
  at: string;
  id: string;
  title: string;
  notice?: string;
  text: string;
  part: number;
  of: number;
  turn: Screen["turn"];
  buttons: readonly JsonButton[];
  fields?: readonly Field[];
  files: readonly JsonFile[];
  plan?: JsonPlan;
};

/** `page` is the one that the screen was made of; it is needed where the screen shows a plan. */
export function jsonScreen(screen: Screen, page: Page | undefined, library: Library): JsonScreen {
  const { at } = screen;
  const fields = screen.asks.flatMap((ask) => (ask.kind === "type" ? ask.fields : []));
  const plan =
    at.kind === "plan" && page?.kind === "plan"
      ? jsonPlan(page.plan, own(library.flowWords, page.flow))
      : undefined;
  return {
    at: at.kind,
    id: at.id,
    title: screen.title,
    ...(screen.notice === undefined ? {} : { notice: screen.notice }),
    text: screenText(screen),
    part: at.part,
    of: at.of,
    turn: screen.turn,
    buttons: buttonsOf(screen),
    ...(fields.length === 0 ? {} : { fields }),
    files: screen.attach.map(fileOf),
    ...(plan === undefined ? {} : { plan }),
  };
}

function buttonsOf(screen: Screen): JsonButton[] {
  const groups = new Map(
    screen.asks.flatMap((ask) =>
      ask.kind === "many" ? ask.options.map((option) => [option.id, ask.group] as const) : [],
    ),
  );
  const leads = screen.go.filter((button): button is Exclude<Button, { id: string }> => !("id" in button));
  return [
    ...pressButtons(screen).map((button): JsonButton => {
      const group = groups.get(button.id);
      return {
        id: button.id,
        label: button.label,
        ...(button.on === true ? { on: true } : {}),
        ...(group === undefined ? {} : { group }),
      };
    }),
    ...leads,
  ];
}

function fileOf(file: Attachment): JsonFile {
  const buffer = Buffer.from(file.bytes);
  return {
    name: file.name,
    type: file.type,
    about: file.alt,
    size: file.bytes.length,
    ...(file.type === "image/png"
      ? { base64: buffer.toString("base64") }
      : { text: buffer.toString("utf8") }),
  };
}

function jsonPlan(plan: Plan, words: FlowWords | undefined): JsonPlan {
  return {
    flags: plan.flags.map((flag) => flag.id),
    verdict: plan.verdict,
    actions: plan.groups.flatMap((group) =>
      group.actions.map((action) => ({
        id: action.id,
        title: own(words?.actions, action.id)?.title ?? action.id,
        due: dueOf(action.due),
        group: group.id,
        done: action.done,
        waiting: action.waiting,
      })),
    ),
    letters: plan.letters,
  };
}

function dueOf(due: DueDate | undefined): string | null {
  switch (due?.kind) {
    case "day":
      return due.day;
    case "hour":
      return new Date(due.at).toISOString();
    case "open":
    case undefined:
      return null;
  }
}
