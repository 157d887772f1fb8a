/** `editMessageText`, `editMessageCaption`, `editMessageReplyMarkup`, `deleteMessage`: T-17, T-18, T-20. */
import { chatOf } from "../access.js";
import { keyboardOf } from "../markup.js";
import { badRequest } from "../refusal.js";
import { isRecord } from "../spec.js";
import type { Message } from "../wire.js";
import { type ChatState, drop, type Method, type Request, type Stored, type World } from "../world.js";
import { captionOf, lengths, listed, textOf } from "./send.js";

/** T-20, in milliseconds. */
const deletable = 48 * 3_600_000;

export const editMessageText: Method = (world, request) => {
  const said = textOf(request, "text", "entities");
  if (said === undefined) throw badRequest("message text is empty");
  if (said.text.length > lengths.text) throw badRequest("MESSAGE_TOO_LONG");
  const preview = request.parameters.object("link_preview_options");
  return edit(world, request, (message) => {
    if (message.text === undefined) throw badRequest("there is no text in the message to edit");
    return {
      text: said.text,
      entities: listed(said),
      link_preview_options: isRecord(preview) ? { is_disabled: preview.is_disabled === true } : undefined,
    };
  });
};

export const editMessageCaption: Method = (world, request) => {
  const caption = captionOf(request);
  return edit(world, request, (message) => {
    if (message.photo === undefined && message.document === undefined)
      throw badRequest("there is no caption in the message to edit");
    return { caption: undefined, caption_entities: undefined, ...caption };
  });
};

export const editMessageReplyMarkup: Method = (world, request) => edit(world, request, () => ({}));

export const deleteMessage: Method = (world, request) => {
  const state = chatOf(world, request);
  const id = request.parameters.integer("message_id");
  const stored = id === undefined ? undefined : state.messages.get(id);
  if (stored === undefined) throw badRequest("message to delete not found");
  const allowed = stored.byBot || state.chat.type === "private" || state.botIsAdministrator;
  if (!allowed) throw badRequest("message can't be deleted");
  if (world.clock.now() - stored.at > deletable && !state.botIsAdministrator)
    throw badRequest("message can't be deleted for everyone");
  drop(world, state, stored.message.message_id);
  return true;
};

/** Changes a message of the bot. A keyboard that is not given again is gone (T-18); nothing changed is refused (T-17). */
function edit(
  world: World,
  request: Request,
  change: (message: Message) => Partial<Message>,
): Message | true {
  const { parameters, report } = request;
  const keyboard = keyboardOf(parameters.object("reply_markup"), report, "edit");
  const { stored } = target(world, request);
  const after: Message = { ...stored.message, ...change(stored.message), reply_markup: keyboard };
  if (JSON.stringify(shown(after)) === JSON.stringify(shown(stored.message)))
    throw badRequest(
      "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    );
  stored.message = { ...after, edit_date: world.clock.seconds() };
  stored.edits += 1;
  world.changed();
  return stored.message;
}

function shown({
  text,
  entities,
  caption,
  caption_entities,
  reply_markup,
  link_preview_options,
}: Message): unknown {
  return [text, entities, caption, caption_entities, reply_markup, link_preview_options];
}

function target(world: World, request: Request): { state: ChatState; stored: Stored } {
  const { parameters } = request;
  if (parameters.text("inline_message_id") !== undefined) throw badRequest("MESSAGE_ID_INVALID");
  const state = chatOf(world, request);
  const id = parameters.integer("message_id");
  if (id === undefined || id <= 0) throw badRequest("message identifier is not specified");
  const stored = state.messages.get(id);
  if (stored === undefined) throw badRequest("message to edit not found");
  if (!stored.byBot) throw badRequest("message can't be edited");
  return { state, stored };
}
