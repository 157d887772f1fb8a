/** The articles that a moderator can post as a reply to a message. */
import type { Found, Words } from "../../src/adapter.js";
import { isBlank } from "../../src/script.js";
import { countOf } from "./components.js";
import { labelOf } from "./controls.js";
import { isButtonId, writeCustomId } from "./custom-id.js";
import { limits, live } from "./limits.js";
import type { Payload } from "./render.js";
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
