/** Inline mode: a person writes `@bot words` in any chat, and posts one of what the bot offers. */

import { when } from "../wait.js";
import type { Person } from "./people.js";
import { speak } from "./speak.js";
import { formatted } from "./text.js";
import { lives } from "./updates.js";
import type { InlineQueryResult, Message, Update } from "./wire.js";
import type { World } from "./world.js";

export type InlineAsk = {
  id: string;
  update: Update | undefined;
  /** Resolves when the bot has answered. */
  answered(): Promise<readonly InlineQueryResult[]>;
  /** Posts a result of the answer into a chat, by its id. */
  post(result: string, chat: number): Message;
};

export function askInline(world: World, person: Person, query: string): InlineAsk {
  world.lastQuery += 1;
  const id = `${world.lastQuery}`;
  world.queries.set(id, { id, kind: "inline", at: world.clock.now(), answer: undefined, results: undefined });
  const update = world.updates.add(
    { inline_query: { id, from: person.user, query, offset: "" } },
    { life: lives.inline },
  );
  const results = (): readonly InlineQueryResult[] | undefined => world.queries.get(id)?.results;
  return {
    id,
    update,
    answered: () => when(world, results, () => `The bot did not answer the inline query "${query}".`),
    post(result, chat) {
      const found = results()?.find((one) => one.id === result);
      const content = found?.input_message_content;
      const state = world.chats.get(chat);
      if (content === undefined || state === undefined)
        throw new Error(`There is no result "${result}" with a text, or no chat ${chat}`);
      const said = formatted(content.message_text, content.entities ?? [], () => {});
      return speak(
        world,
        state,
        { user: person.user },
        {
          text: said?.text,
          entities: said?.entities,
          link_preview_options: content.link_preview_options,
          via_bot: world.bot,
          reply_markup: found?.reply_markup,
        },
      ).stored.message;
    },
  };
}
