/** The articles that a moderator can post as a reply to a message. */
import type { Found, Words } from "../../src/adapter.js";
import { isBlank } from "../../src/script.js";
import { countOf, type TextDisplay, textLength } from "./components.js";
import { labelOf } from "./controls.js";
import { isButtonId, writeCustomId } from "./custom-id.js";
import { limits, live } from "./limits.js";
import { markdownOf } from "./markdown.js";
import type { Payload } from "./render.js";
import { own } from "./rich.js";
import { shortened } from "./shortened.js";

/** The payloads with a select of articles under the last. It is left out where there is nothing to post or no room (D-24). */
export function withPosts(
  payloads: readonly Payload[],
  found: readonly Pick<Found, "id" | "title">[],
  message: string,
  words: Words,
): readonly Payload[] {
  const options = found
    .filter(({ id, title }) => isButtonId(id) && !isBlank(title))
    .slice(0, live.posts)
    .map(({ id, title }) => ({ label: shortened(labelOf(title), limits.optionText), value: id }));
  const last = payloads.at(-1);
  if (last === undefined || options.length === 0) return payloads;
  const components: Payload["components"] = [
    ...last.components,
    {
      type: 1,
      components: [
        {
          type: 3,
          custom_id: writeCustomId({ kind: "post", message }),
          placeholder: words.post ?? "[discord.post]",
          min_values: 1,
          max_values: 1,
          options,
        },
      ],
    },
  ];
  return countOf(components) > limits.components
    ? payloads
    : [...payloads.slice(0, -1), { ...last, components }];
}

/** The payloads with who had them posted in small print at the end; nobody is pinged by it (D-25). */
export function postedBy(payloads: readonly Payload[], moderator: string, words: Words): readonly Payload[] {
  const said = markdownOf("-# ", own(words["posted-by"] ?? "[discord.posted-by]"));
  const line: TextDisplay = { type: 10, content: `${said} <@${moderator}>` };
  const last = payloads.at(-1) ?? { components: [], files: [] };
  const whole = { ...last, components: [...last.components, line] };
  return countOf(whole.components) <= limits.components && textLength(whole.components) <= limits.messageText
    ? [...payloads.slice(0, -1), whole]
    : [...payloads, { components: [line], files: [] }];
}
