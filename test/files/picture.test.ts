import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Drawing } from "../../src/content/drawing.js";
import { widthOf, wrapped } from "../../src/files/measure.js";
import { svgOf } from "../../src/files/picture.js";
import { pictureFile, pngOf } from "../../src/files/raster.js";
import { drawingOf, keysHeld } from "../../src/lookup/entry.js";
import { shipped } from "../support/shipped.js";

const { library } = await shipped();

const drawing: Drawing = {
  title: "A title that is much too long to stand on one line of a picture that is made for a phone",
  parts: [
    {
      kind: "dots",
      title: "Dots <&>",
      text: "A text",
      notes: ["A note"],
      scale: [200, 260],
      rows: [
        { label: "A label that is so long that it has to stand on several lines", text: "231", value: 231 },
        { label: "None", text: "no value in the source" },
      ],
    },
    {
      kind: "bars",
      title: "Bars",
      notes: [],
      scale: [0, 100],
      rows: [
        { label: "All", text: "100 percent", value: 100 },
        { label: "No", text: "0 percent", value: 0 },
      ],
    },
    {
      kind: "grid",
      title: "Grid",
      notes: [],
      columns: ["One", "Two", "Antidisestablishmentarianism"],
      rows: [
        { label: "Row", cells: [yes(), no(), yes()], marked: true },
        { label: "Another row", cells: [no(), no(), no()], marked: false },
      ],
    },
  ],
  foot: "A source, 2018",
};

function yes(): { text: string; strong: boolean } {
  return { text: "needed", strong: true };
}

function no(): { text: string; strong: boolean } {
  return { text: "not needed", strong: false };
}

/** The picture's pixels, four numbers each. */
function pixelsOf(svg: string): { pixels: Uint8Array; width: number; height: number } {
  const fonts = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map(
    (file) => new URL(`../../node_modules/dejavu-fonts-ttf/ttf/${file}`, import.meta.url).pathname,
  );
  const image = new Resvg(svg, { font: { fontFiles: fonts, loadSystemFonts: false } }).render();
  return { pixels: image.pixels, width: image.width, height: image.height };
}

/** The share of pixels in these columns that are not white. */
function inked(svg: string, from: number, to: number): number {
  const { pixels, width, height } = pixelsOf(svg);
  let ink = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = from; x < to; x += 1) {
      const at = (y * width + x) * 4;
      if (pixels[at] !== 255 || pixels[at + 1] !== 255 || pixels[at + 2] !== 255) ink += 1;
    }
  }
  return ink / (height * (to - from));
}

describe("the measure of text", () => {
  const inFont = (text: string, weight: "regular" | "bold"): number => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="200"><text x="100" y="100" font-family="DejaVu Sans" font-weight="${weight}" font-size="40">${text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</text></svg>`;
    const fonts = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map(
      (file) => new URL(`../../node_modules/dejavu-fonts-ttf/ttf/${file}`, import.meta.url).pathname,
    );
    return new Resvg(svg, { font: { fontFiles: fonts, loadSystemFonts: false } }).innerBBox()?.width ?? 0;
  };

  it.each(["regular", "bold"] as const)("is that of the %s font", (weight) => {
    for (const text of [
      "Non-US IMGs, not matched",
      "WWWWWWWW",
      "iiiiiiii",
      "48.5 percent",
      "éàüñçŁ",
      "Ж щ Я",
    ]) {
      const real = inFont(text, weight);
      const measured = widthOf(text, 40, weight);
      // The box of the ink is a little narrower than the advance.
      expect(measured).toBeGreaterThanOrEqual(real - 1);
      if (/^[ -~]*$/.test(text)) expect(measured).toBeLessThan(real + 12);
    }
  });

  it("wraps into lines that fit and loses no sign", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), fc.integer({ min: 60, max: 700 }), (text, room) => {
        const lines = wrapped(text, room, 25);
        for (const line of lines) expect(widthOf(line, 25)).toBeLessThanOrEqual(room);
        expect(lines.join("").replace(/\s/gu, "")).toBe(text.replace(/\s/gu, ""));
      }),
    );
  });
});

describe("a picture", () => {
  it("is a PNG that is not blank, with room at both sides", async () => {
    const svg = svgOf(drawing);
    const png = await pngOf(svg);
    expect([...png.slice(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    expect(inked(svg, 30, 650)).toBeGreaterThan(0.05);
    expect(inked(svg, 0, 20)).toBe(0);
    expect(inked(svg, 660, 680)).toBe(0);
  });

  it("shows letters, not only bars: without its words it has less ink", () => {
    const svg = svgOf(drawing);
    const bare = svg.replace(/<text.*<\/text>/g, "");
    expect(inked(svg, 30, 650)).toBeGreaterThan(inked(bare, 30, 650) + 0.02);
  });

  it("holds text that could be markup as text", () => {
    expect(svgOf(drawing)).toContain("Dots &#60;&#38;&#62;");
    expect(svgOf({ ...drawing, title: "a\u0000b\u001bc" })).toContain(">abc<");
  });

  it("leaves others their turn while it is rendered, and rejects what is no SVG", async () => {
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    });
    const pngs = await Promise.all(Array.from({ length: 8 }, () => pngOf(svgOf(drawing))));
    clearInterval(turning);
    expect(pngs.every((png) => png.length > 1_000)).toBe(true);
    // In place each would take the whole time between two turns.
    expect(turns).toBeGreaterThan(8);
    await expect(pngOf("no picture")).rejects.toThrow(/SVG/);
  });

  it("says the same beside itself", async () => {
    const { alt, name, type } = await pictureFile("figures", drawing);
    expect({ name, type }).toEqual({ name: "figures.png", type: "image/png" });
    for (const said of ["A note", "231", "no value in the source", "100 percent", "A source, 2018"]) {
      expect(alt).toContain(said);
    }
  });

  it("of every entry that is shipped breaks no word, stays inside and holds all it says", () => {
    for (const lookup of Object.values(library.lookups)) {
      for (const key of [undefined, ...keysHeld(library, lookup)]) {
        const made = drawingOf(library, lookup, key);
        if (made === undefined) continue;
        const svg = svgOf(made);
        const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((one) => one[1] ?? "");
        const words = new Set(
          [made.title, made.foot, ...made.parts.flatMap(wordsOf)].flatMap((one) => one.split(/\s+/)),
        );
        const drawn = new Set(texts.flatMap((one) => unescaped(one).split(/\s+/)));
        for (const word of words) expect(drawn).toContain(word);
        expect(Number(/height="(\d+)"/.exec(svg)?.[1])).toBeLessThan(2_300);
      }
    }
  });
});

function wordsOf(part: Drawing["parts"][number]): string[] {
  const rows =
    part.kind === "grid"
      ? [...part.columns, ...part.rows.flatMap((row) => [row.label, ...row.cells.map((cell) => cell.text)])]
      : part.rows.flatMap((row) => [row.label, row.text]);
  return [part.title, part.text ?? "", ...part.notes, ...rows].filter((one) => one !== "");
}

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code)));
}
