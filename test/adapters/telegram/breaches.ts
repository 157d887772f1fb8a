/** What Telegram would refuse, drop or cut of payloads. Written from the rules' numbers, not from the adapter's own. */
import type { Payload } from "../../../adapters/telegram/render.js";
import type { Entity } from "../../../adapters/telegram/rich.js";

/** Every breach with the number of its rule; nothing where all is well. */
export function breachesOf(payloads: readonly Payload[]): string[] {
  const texts = payloads.filter((one) => one.kind === "text");
  const last = payloads.at(-1);
  return [
    ...(last?.kind === "text" ? [] : ["nothing to hold the buttons"]),
    ...texts
      .slice(0, -1)
      .flatMap((one) => (one.keyboard.length === 0 ? [] : ["T-10: buttons before the end"])),
    ...payloads.flatMap((one) =>
      one.kind === "file"
        ? captionBreaches(one.caption)
        : [...textBreaches(one.text), ...entityBreaches(one), ...keyboardBreaches(one.keyboard)],
    ),
  ];
}

/** The text without signs that have no form of their own, white space and marks of direction, for comparing words. */
export function bare(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cs}\uFFFD\u2066-\u2069]/gu, "").replaceAll("_", "-");
}

function captionBreaches(caption: string): string[] {
  return [
    ...(caption.length > 1024 ? [`T-10: caption of ${caption.length}`] : []),
    ...(caption === "" ? [] : signBreaches(caption)),
  ];
}

function textBreaches(text: string): string[] {
  return [...(text.length > 4096 ? [`T-10: text of ${text.length}`] : []), ...signBreaches(text)];
}

function signBreaches(text: string): string[] {
  return [
    ...(/[^\s\p{C}\u2800\u3164]/u.test(text) ? [] : ["T-10: nothing to be seen"]),
    ...(text === text.trim() ? [] : ["T-10: white space that would be trimmed"]),
    ...(/\p{Cs}/u.test(text) ? ["half a character"] : []),
    ...(/(?!\n)\p{Cc}/u.test(text) ? ["a control character"] : []),
  ];
}

function entityBreaches({ text, entities }: { text: string; entities: readonly Entity[] }): string[] {
  return [
    ...(entities.length > 100 ? [`${entities.length} entities`] : []),
    ...entities.flatMap((one, index) => {
      const end = one.offset + one.length;
      const inside = text.slice(one.offset, end);
      const inRange = Number.isInteger(one.offset) && one.offset >= 0 && one.length > 0 && end <= text.length;
      const others = entities.slice(index + 1);
      return [
        ...(inRange ? [] : [`${one.type} out of range`]),
        ...(inside === inside.trim() && inside !== "" ? [] : [`${one.type} with white space at its end`]),
        ...(cuts(text, one.offset) || cuts(text, end) ? [`${one.type} cuts a character`] : []),
        ...others.flatMap((other) => overlap(one, other)),
      ];
    }),
  ];
}

/** Two may stand in each other, but never half; code takes nothing in or around it; no mark stands in itself. */
function overlap(a: Entity, b: Entity): string[] {
  const [aEnd, bEnd] = [a.offset + a.length, b.offset + b.length];
  if (aEnd <= b.offset || bEnd <= a.offset) return [];
  const within = (a.offset <= b.offset && bEnd <= aEnd) || (b.offset <= a.offset && aEnd <= bEnd);
  const code = [a, b].some(({ type }) => type === "code" || type === "pre");
  return within && !code && a.type !== b.type ? [] : [`${a.type} over ${b.type}`];
}

/** Between the two halves of a character. */
function cuts(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]$/.test(text.slice(0, at)) && /^[\uDC00-\uDFFF]/.test(text.slice(at));
}

function keyboardBreaches(keyboard: Extract<Payload, { kind: "text" }>["keyboard"]): string[] {
  const buttons = keyboard.flat();
  const bytes = Buffer.byteLength(JSON.stringify({ inline_keyboard: keyboard }));
  return [
    ...(buttons.length > 100 ? [`T-14: ${buttons.length} buttons`] : []),
    ...(bytes > 10_000 ? [`T-14: ${bytes} bytes of buttons`] : []),
    ...keyboard.flatMap((row) =>
      row.length >= 1 && row.length <= 8 ? [] : [`T-14: a row of ${row.length}`],
    ),
    ...buttons.flatMap((button) => [
      ...signBreaches(button.text),
      ...("callback_data" in button ? dataBreaches(button.callback_data) : []),
      ...("url" in button && !/^(https?|tg):\/\/\S+$/.test(button.url) ? [`address ${button.url}`] : []),
      ...("start" in button && !/^[A-Za-z0-9_-]{1,64}$/.test(button.start) ? [`T-9: ${button.start}`] : []),
    ]),
  ];
}

function dataBreaches(data: string): string[] {
  const bytes = Buffer.byteLength(data);
  return bytes >= 1 && bytes <= 64 ? [] : [`T-12: ${bytes} bytes`];
}
