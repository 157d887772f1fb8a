/** From a screen to what the page is sent. The page builds its elements from text alone, so nothing is escaped here. */
import type { Misfit } from "../../src/adapter.js";
import { type Attachment, type Button, type Screen, screenText } from "../../src/screen.js";
import { limits } from "./limits.js";

/** A file with its bytes as base64, since JSON has no bytes. */
export type PayloadFile = Omit<Attachment, "bytes"> & { base64: string };

/** The screen as JSON. Every screen of the page is private, so it carries no audience. */
export type Payload = Omit<Screen, "attach" | "audience"> & { attach: readonly PayloadFile[] };

/** One payload for one screen, with everything that is on it. */
export function render(screen: Screen): readonly Payload[] {
  const { attach, audience: _everythingHereIsPrivate, ...rest } = screen;
  return [
    {
      ...rest,
      attach: attach.map(({ bytes, ...file }) => ({
        ...file,
        base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64"),
      })),
    },
  ];
}

/** What this screen has more of than the page is made for; empty when it fits. */
export function fit(screen: Screen): readonly Misfit[] {
  const buttons: Button[] = [
    ...screen.asks.flatMap((ask) => ("options" in ask ? ask.options : [])),
    ...screen.go,
  ];
  const sizes: Misfit[] = [
    { what: "text", is: screenText(screen).length, atMost: limits.text },
    ...screen.asks.map(
      (ask): Misfit =>
        ask.kind === "type"
          ? { what: "fields", is: ask.fields.length, atMost: limits.fields }
          : { what: "options", is: ask.options.length, atMost: limits.options },
    ),
    { what: "buttons below", is: screen.go.length, atMost: limits.options },
    ...buttons.flatMap((button): Misfit[] => [
      { what: `label "${button.label}"`, is: button.label.length, atMost: limits.label },
      ...("id" in button
        ? [{ what: `button id "${button.id}"`, is: button.id.length, atMost: limits.buttonId }]
        : []),
    ]),
    {
      what: "files",
      is: screen.attach.reduce((sum, file) => sum + file.bytes.length, 0),
      atMost: limits.files,
    },
  ];
  return sizes.filter((size) => size.is > size.atMost);
}
