/** A form that a person has before them, and what a client sends of it: D-23. */
import { fieldsOf } from "./modal-rules.js";
import type { Field, Modal, ModalComponent } from "./wire.js";

/** Texts by what stands over a field or by its id; of choices the labels, or whether it is ticked. */
export type Entries = Readonly<Record<string, string | readonly string[] | boolean>>;

export type SeenField = {
  label: string;
  description: string | undefined;
  customId: string;
  kind: "line" | "paragraph" | "choice" | "tick" | "other";
  /** What stands in it already. */
  value: string | undefined;
  placeholder: string | undefined;
  required: boolean;
  options: readonly string[];
};

export type SeenForm = { title: string; customId: string; fields: readonly SeenField[] };

export function formOf(modal: Modal): SeenForm {
  return {
    title: modal.title,
    customId: modal.custom_id,
    fields: fieldsOf(modal).map(({ field, label, description }) => ({
      label,
      description,
      customId: field.custom_id,
      kind: kindOf(field),
      value: field.type === 4 ? field.value : undefined,
      placeholder:
        "placeholder" in field && typeof field.placeholder === "string" ? field.placeholder : undefined,
      required: isRequired(field),
      options: optionsOf(field).map((one) => one.label),
    })),
  };
}

/** What is sent when the form is filled in like this; refuses what a client would not send. */
export function submission(modal: Modal, entries: Entries): unknown {
  const known = fieldsOf(modal);
  const left = new Set(Object.keys(entries));
  const entryOf = (field: Field): Readonly<Record<string, unknown>> => {
    const label = known.find((one) => one.field === field)?.label ?? "";
    const name = [label, field.custom_id].find((one) => Object.hasOwn(entries, one));
    if (name !== undefined) left.delete(name);
    return filled(field, name === undefined ? undefined : entries[name], label);
  };
  const components = modal.components.map((one) => sent(one, entryOf));
  if (left.size > 0)
    throw new Error(
      `The form has no field ${[...left].join(", ")}. It has: ${known.map(({ label, field }) => `${label} (${field.custom_id})`).join(", ")}.`,
    );
  return { custom_id: modal.custom_id, components, resolved: {} };
}

function sent(
  one: ModalComponent,
  entryOf: (field: Field) => Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  switch (one.type) {
    case 18:
      return { type: 18, id: one.id ?? 1, component: entryOf(one.component) };
    case 1:
      return {
        type: 1,
        id: one.id ?? 1,
        components: one.components.flatMap((part) => (part.type === 4 ? [entryOf(part)] : [])),
      };
    case 10:
      return { type: 10, id: one.id ?? 1 };
  }
}

type Entry = Entries[string] | undefined;

function filled(field: Field, entry: Entry, label: string): Readonly<Record<string, unknown>> {
  const head = { type: field.type, id: field.id ?? 1, custom_id: field.custom_id };
  const refuse = (why: string): never => {
    throw new Error(`The field "${label || field.custom_id}" ${why}.`);
  };
  switch (field.type) {
    case 4: {
      const value = entry ?? field.value ?? "";
      if (typeof value !== "string") return refuse("takes a text");
      const { min_length: least = 0, max_length: most = 4000 } = field;
      if (value === "" && isRequired(field)) return refuse("is required");
      if (value !== "" && value.length < least) return refuse(`takes at least ${least} characters`);
      if (value.length > most) return refuse(`takes at most ${most} characters`);
      if (field.style === 1 && /[\r\n]/.test(value)) return refuse("takes one line");
      return { ...head, value };
    }
    case 3:
    case 22: {
      const given = entry === undefined ? undefined : typeof entry === "string" ? [entry] : entry;
      if (typeof given === "boolean") return refuse("takes labels");
      const values = given === undefined ? preset(field) : given.map((one) => valueFor(field, one, refuse));
      const least = field.min_values ?? (isRequired(field) ? 1 : 0);
      const most = field.max_values ?? (field.type === 3 ? 1 : field.options.length);
      if (values.length < least && (values.length > 0 || isRequired(field)))
        return refuse(`takes at least ${least}`);
      if (values.length > most) return refuse(`takes at most ${most}`);
      return { ...head, values };
    }
    case 21: {
      if (entry !== undefined && typeof entry !== "string") return refuse("takes one label");
      const value = entry === undefined ? preset(field)[0] : valueFor(field, entry, refuse);
      if (value === undefined && isRequired(field)) return refuse("is required");
      return { ...head, value: value ?? null };
    }
    case 23:
      if (entry !== undefined && typeof entry !== "boolean") return refuse("takes true or false");
      return { ...head, value: entry ?? field.default ?? false };
    default:
      return refuse(`is of type ${field.type}, which nobody here can fill in`);
  }
}

type Optioned = Extract<Field, { options: unknown[] }>;

function preset(field: Optioned & { options: { value: string; default?: boolean | undefined }[] }): string[] {
  return field.options.filter((one) => one.default === true).map(({ value }) => value);
}

function valueFor(
  field: { options: { label: string; value: string }[] },
  label: string,
  refuse: (why: string) => never,
): string {
  return field.options.find((one) => one.label === label)?.value ?? refuse(`has no option "${label}"`);
}

function optionsOf(field: Field): readonly { label: string }[] {
  return field.type === 3 || field.type === 21 || field.type === 22 ? field.options : [];
}

function isRequired(field: Field): boolean {
  if (field.type === 23) return false;
  return !("required" in field) || field.required !== false;
}

function kindOf(field: Field): SeenField["kind"] {
  switch (field.type) {
    case 4:
      return field.style === 1 ? "line" : "paragraph";
    case 3:
    case 21:
    case 22:
      return "choice";
    case 23:
      return "tick";
    default:
      return "other";
  }
}
