/** What is sent, against what Discord's own document says of it; every field that it does not know is a problem. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  discord,
  formOf,
  type Payload,
  readCustomId,
  registrationOf,
  render,
} from "../../../adapters/discord/index.js";
import { commandsOf } from "../../../src/runtime/commands.js";
import { readSpec } from "../../support/discord/spec.js";
import { gallery } from "../../support/gallery.js";
import { shipped } from "../../support/shipped.js";
import { wildScreen } from "../../support/wild-screen.js";
import { pressable } from "./breaches.js";
import { words } from "./interactions.js";

const spec = readSpec();
const { library } = await shipped();

function messageProblems({ components }: Payload): unknown[] {
  return spec.requestProblems("POST /channels/{channel_id}/messages", { components, flags: 32_768 });
}

describe("Discord's own document", () => {
  it("knows everything of a message and allows it (D-20 to D-24)", () => {
    expect(
      gallery.flatMap((shown) => render(shown, words, { passing: true })).flatMap(messageProblems),
    ).toEqual([]);
    fc.assert(
      fc.property(wildScreen, (shown) => {
        if (discord.fit(shown).length > 0) return;
        expect(render(shown, words).flatMap(messageProblems)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("knows everything of a form and allows it (D-23)", () => {
    const forms = gallery.flatMap((shown) => {
      const payloads = render(shown, words);
      return pressable(payloads).flatMap((one) => {
        const id = "custom_id" in one ? readCustomId(one.custom_id) : undefined;
        return id?.kind === "form" ? [formOf(id, payloads.at(-1), words)] : [];
      });
    });
    expect(forms).toHaveLength(5);
    for (const data of forms) {
      const callback = "POST /interactions/{interaction_id}/{interaction_token}/callback";
      expect(spec.requestProblems(callback, { type: 9, data })).toEqual([]);
    }
  });

  it("knows everything of the commands and allows it, everywhere and in one server (D-1, D-2, D-6)", () => {
    const of = (scope: "global" | "guild") => registrationOf(commandsOf(library), words, scope).commands;
    expect(spec.requestProblems("PUT /applications/{application_id}/commands", of("global"))).toEqual([]);
    expect(
      spec.requestProblems("PUT /applications/{application_id}/guilds/{guild_id}/commands", of("guild")),
    ).toEqual([]);
  });

  it("would tell a mistake", () => {
    expect(messageProblems({ components: [{ type: 10, content: "" }], files: [] })).not.toEqual([]);
    expect(spec.requestProblems("PUT /applications/{application_id}/commands", [{ nam: "a" }])).not.toEqual(
      [],
    );
  });
});
