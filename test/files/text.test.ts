import { expect, it } from "vitest";
import { textFile } from "../../src/files/text.js";

it("writes a text as it is, in UTF-8, with one line feed at its end", () => {
  const file = textFile("letter-1", "Dear Dr. Müller,\n\nتأشيرة 👩‍⚕️\n\n", "The draft");
  expect(file).toMatchObject({ name: "letter-1.txt", type: "text/plain", alt: "The draft" });
  expect(new TextDecoder("utf-8", { fatal: true }).decode(file.bytes)).toBe(
    "Dear Dr. Müller,\n\nتأشيرة 👩‍⚕️\n",
  );
});
