/** Values of which nothing is known yet: everything that comes over the network is looked at before it is believed. */

export type Given = Readonly<Record<string, unknown>>;

/** An object with fields, or nothing. */
export function given(value: unknown): Given | undefined {
  return isGiven(value) ? value : undefined;
}

export function textIn(from: Given | undefined, key: string): string | undefined {
  const value = fieldIn(from, key);
  return typeof value === "string" ? value : undefined;
}

/** A whole number that JavaScript holds exactly. */
export function numberIn(from: Given | undefined, key: string): number | undefined {
  const value = fieldIn(from, key);
  return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
}

export function givenIn(from: Given | undefined, key: string): Given | undefined {
  return given(fieldIn(from, key));
}

export function listIn(from: Given | undefined, key: string): readonly unknown[] {
  const value = fieldIn(from, key);
  return Array.isArray(value) ? value : [];
}

/** Whether the object itself has this field with anything in it. */
export function has(from: Given | undefined, key: string): boolean {
  const value = fieldIn(from, key);
  return value !== undefined && value !== null;
}

/** Only fields of its own: what every object inherits was not sent. */
export function fieldIn(from: Given | undefined, key: string): unknown {
  return from !== undefined && Object.hasOwn(from, key) ? from[key] : undefined;
}

function isGiven(value: unknown): value is Given {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
