/** The parameters of a call, however they came: JSON, a form, or a form with files (T-43). */
import { isRecord } from "./spec.js";

export type Upload = { name: string; type: string; bytes: Uint8Array };

export type Parameters = {
  /** As they are to be read: JSON text unpacked where an object or a list was meant. */
  all: Readonly<Record<string, unknown>>;
  text(name: string): string | undefined;
  integer(name: string): number | undefined;
  flag(name: string): boolean;
  object(name: string): unknown;
  upload(name: string): Upload | undefined;
};

export function readParameters(
  raw: Readonly<Record<string, unknown>>,
  uploads: ReadonlyMap<string, Upload>,
): Parameters {
  const all = Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, unpacked(value)]));
  const plain = (name: string): string | undefined => {
    const value = raw[name];
    if (value === undefined || value === null) return undefined;
    return typeof value === "string" ? value : JSON.stringify(value);
  };
  return {
    all,
    text: plain,
    integer(name) {
      const number = Number(plain(name) ?? Number.NaN);
      return Number.isSafeInteger(number) ? number : undefined;
    },
    flag: (name) => ["true", "1", "yes", "t", "y"].includes((plain(name) ?? "").toLowerCase()),
    object: (name) => all[name],
    upload(name) {
      const attached = /^attach:\/\/(.+)$/.exec(plain(name) ?? "")?.[1];
      return uploads.get(attached ?? name);
    },
  };
}

/** Lists and objects may come as JSON text. */
function unpacked(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    const read: unknown = JSON.parse(value);
    return Array.isArray(read) || isRecord(read) ? read : value;
  } catch {
    return value;
  }
}
