/** Words to take along as a text file, in UTF-8 with line feeds. */
import type { Attachment } from "../screen.js";

/** `name` without the ending; it says nothing about the member. */
export function textFile(name: string, text: string, alt: string): Attachment {
  return {
    name: `${name}.txt`,
    type: "text/plain",
    bytes: new TextEncoder().encode(`${text.trimEnd()}\n`),
    alt,
  };
}
