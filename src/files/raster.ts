/** From SVG to the bytes of a PNG, with the one font that is shipped. What it needs is loaded when a picture is made. */
import { createRequire } from "node:module";
import type { Drawing } from "../content/drawing.js";
import { drawingText } from "../content/drawing.js";
import type { Attachment } from "../screen.js";
import { svgOf } from "./picture.js";

/** The picture of a drawing as a file; its alternative text says the same. `name` is without the ending. */
export async function pictureFile(name: string, drawing: Drawing): Promise<Attachment> {
  return {
    name: `${name}.png`,
    type: "image/png",
    bytes: await pngOf(svgOf(drawing)),
    alt: drawingText(drawing),
  };
}

/**
 * Rejects where the machine has no renderer for its kind, or the font is gone. It is rendered in a thread of the
 * renderer, since that takes a tenth of a second.
 */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const { renderAsync } = await import("@resvg/resvg-js");
  const image = await renderAsync(svg, {
    font: { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: "DejaVu Sans" },
  });
  return image.asPng();
}

/** Without a font all text would vanish from a picture without a word. */
function fontFiles(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`));
}
