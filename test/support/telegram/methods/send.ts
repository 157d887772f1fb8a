/** `sendMessage`, `sendPhoto`, `sendDocument`, `sendChatAction`. */
import { chatOf, placeOf } from "../access.js";
import { keyboardOf } from "../markup.js";
import type { Upload } from "../parameters.js";
import { badRequest } from "../refusal.js";
import { isRecord } from "../spec.js";
import { type Formatted, formatted } from "../text.js";
import { entities, type Message } from "../wire.js";
import {
  type ChatState,
  keep,
  type Method,
  nextFileId,
  nextMessageId,
  type Request,
  type World,
} from "../world.js";

/** T-10, in UTF-16 code units. */
export const lengths = { text: 4096, caption: 1024 } as const;

/** T-43, in bytes. */
export const sizes = { document: 50 * 1024 * 1024, photo: 10 * 1024 * 1024 } as const;

export const sendMessage: Method = (world, request) => {
  const said = textOf(request, "text", "entities");
  if (said === undefined) throw badRequest("message text is empty");
  if (said.text.length > lengths.text) throw badRequest("message is too long");
  const preview = request.parameters.object("link_preview_options");
  return send(world, request, {
    text: said.text,
    entities: listed(said),
    link_preview_options: isRecord(preview) ? { is_disabled: preview.is_disabled === true } : undefined,
  });
};

export const sendDocument: Method = (world, request) => {
  const { upload, content } = captioned(request, "document");
  return send(
    world,
    request,
    {
      document: {
        ...nextFileId(world),
        file_name: upload.name,
        mime_type: upload.type,
        file_size: upload.bytes.length,
      },
      ...content,
    },
    [upload],
  );
};

export const sendPhoto: Method = (world, request) => {
  const { upload, content } = captioned(request, "photo");
  const photo = [{ ...nextFileId(world), width: 640, height: 480, file_size: upload.bytes.length }];
  return send(world, request, { photo, ...content }, [upload]);
};

/** T-24. */
export const sendChatAction: Method = (world, request) => {
  const state = chatOf(world, request);
  const action = request.parameters.text("action") ?? "";
  if (!actions.includes(action)) throw badRequest("wrong parameter action in request");
  const thread = request.parameters.integer("message_thread_id");
  if (thread !== undefined && !state.topics.has(thread)) throw badRequest("message thread not found");
  state.doing = { action, until: world.clock.now() + 5000 };
  world.changed();
  return true;
};

const actions: readonly string[] = [
  "typing",
  "upload_photo",
  "record_video",
  "upload_video",
  "record_voice",
  "upload_voice",
  "upload_document",
  "choose_sticker",
  "find_location",
  "record_video_note",
  "upload_video_note",
];

/** The text or caption of a call with its entities, as the server keeps them; undefined where nothing is said. */
export function textOf({ parameters, report }: Request, name: string, marks: string): Formatted | undefined {
  const given = parameters.text(name) ?? "";
  if ((parameters.text("parse_mode") ?? "") !== "")
    report("the fake reads entities only: parse_mode is not carried out (T-11)");
  const read = entities.safeParse(parameters.object(marks) ?? []);
  if (!read.success) throw badRequest("can't parse MessageEntity");
  return formatted(given, read.data, report);
}

export function captionOf(request: Request): Partial<Message> {
  const said = textOf(request, "caption", "caption_entities");
  if (said === undefined) return {};
  if (said.text.length > lengths.caption) throw badRequest("message caption is too long");
  return { caption: said.text, caption_entities: listed(said) };
}

/** No list rather than an empty one, as the server sends it. */
export function listed({ entities: found }: Formatted): Message["entities"] {
  return found.length === 0 ? undefined : found;
}

function captioned(
  request: Request,
  kind: keyof typeof sizes,
): { upload: Upload; content: Partial<Message> } {
  const upload = request.parameters.upload(kind);
  if (upload === undefined) {
    const given = request.parameters.text(kind);
    throw badRequest(
      given === undefined ? `there is no ${kind} in the request` : "wrong remote file identifier specified",
    );
  }
  if (upload.bytes.length === 0) throw badRequest("file must be non-empty");
  if (kind === "photo" && upload.bytes.length > sizes.photo)
    throw badRequest("file is too big for a photo; the maximum size is 10485760 bytes");
  return { upload, content: captionOf(request) };
}

function send(
  world: World,
  request: Request,
  content: Partial<Message>,
  files: readonly Upload[] = [],
): Message {
  const { parameters, report } = request;
  const keyboard = keyboardOf(parameters.object("reply_markup"), report);
  const state = chatOf(world, request);
  const place = placeOf(state, request);
  const message: Message = {
    message_id: nextMessageId(world, state),
    from: state.chat.type === "channel" ? undefined : world.bot,
    sender_chat: state.chat.type === "channel" ? state.chat : undefined,
    chat: state.chat,
    date: world.clock.seconds(),
    message_thread_id: place.thread,
    is_topic_message: place.isTopic,
    reply_to_message: place.reply,
    has_protected_content: parameters.flag("protect_content") ? true : undefined,
    ...content,
    reply_markup: keyboard,
  };
  endDoing(state);
  return keep(world, state, message, { byBot: true, files }).message;
}

/** T-24: a message ends what the bot is seen to be doing. */
function endDoing(state: ChatState): void {
  state.doing = undefined;
}
