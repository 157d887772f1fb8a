/** The shapes of the Bot API that the fake sends and reads, in Telegram's own words. Fields that are not there are undefined. */
import { z } from "zod";

export type User = {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string | undefined;
  username?: string | undefined;
  language_code?: string | undefined;
};

export type ChatType = "private" | "group" | "supergroup" | "channel";

export type Chat = {
  id: number;
  type: ChatType;
  title?: string | undefined;
  username?: string | undefined;
  first_name?: string | undefined;
  last_name?: string | undefined;
  is_forum?: true | undefined;
};

const entity = z.object({
  type: z.string(),
  offset: z.int(),
  length: z.int(),
  url: z.string().optional(),
  language: z.string().optional(),
});
export const entities = z.array(entity);
export type MessageEntity = z.infer<typeof entity>;

const button = z.object({
  text: z.string(),
  url: z.string().optional(),
  callback_data: z.string().optional(),
  web_app: z.object({ url: z.string() }).optional(),
  login_url: z.object({ url: z.string() }).optional(),
  switch_inline_query: z.string().optional(),
  switch_inline_query_current_chat: z.string().optional(),
  switch_inline_query_chosen_chat: z.object({ query: z.string().optional() }).optional(),
  copy_text: z.object({ text: z.string() }).optional(),
  callback_game: z.object({}).optional(),
  pay: z.boolean().optional(),
});
export type InlineKeyboardButton = z.infer<typeof button>;

export const inlineKeyboard = z.object({ inline_keyboard: z.array(z.array(button)) });
export type InlineKeyboardMarkup = z.infer<typeof inlineKeyboard>;

export const replyParameters = z.object({
  message_id: z.int(),
  chat_id: z.union([z.int(), z.string()]).optional(),
  allow_sending_without_reply: z.boolean().optional(),
  quote: z.string().optional(),
});
export type ReplyParameters = z.infer<typeof replyParameters>;

const linkPreviewOptions = z.object({ is_disabled: z.boolean().optional() });
export type LinkPreviewOptions = z.infer<typeof linkPreviewOptions>;

export const botCommands = z.array(z.object({ command: z.string(), description: z.string() }));
export type BotCommand = z.infer<typeof botCommands>[number];

export const commandScope = z.object({
  type: z.string(),
  chat_id: z.union([z.int(), z.string()]).optional(),
  user_id: z.int().optional(),
});

const textContent = z.object({
  message_text: z.string(),
  entities: entities.optional(),
  link_preview_options: linkPreviewOptions.optional(),
});

export const inlineResults = z.array(
  z.object({
    type: z.string(),
    id: z.string(),
    title: z.string().optional(),
    description: z.string().optional(),
    input_message_content: textContent.optional(),
    reply_markup: inlineKeyboard.optional(),
  }),
);
export type InlineQueryResult = z.infer<typeof inlineResults>[number];

/** What a member sent that is no text, and what the bot sent as a file. */
export type PhotoSize = {
  file_id: string;
  file_unique_id: string;
  width: number;
  height: number;
  file_size?: number | undefined;
};
export type Document = {
  file_id: string;
  file_unique_id: string;
  file_name?: string | undefined;
  mime_type?: string | undefined;
  file_size?: number | undefined;
};
export type Sticker = {
  file_id: string;
  file_unique_id: string;
  type: "regular";
  width: number;
  height: number;
  is_animated: boolean;
  is_video: boolean;
  emoji?: string | undefined;
};
export type Voice = { file_id: string; file_unique_id: string; duration: number };

export type Message = {
  message_id: number;
  message_thread_id?: number | undefined;
  is_topic_message?: true | undefined;
  from?: User | undefined;
  sender_chat?: Chat | undefined;
  date: number;
  edit_date?: number | undefined;
  chat: Chat;
  forward_origin?: { type: "channel"; date: number; chat: Chat; message_id: number } | undefined;
  is_automatic_forward?: true | undefined;
  reply_to_message?: Message | undefined;
  via_bot?: User | undefined;
  has_protected_content?: true | undefined;
  text?: string | undefined;
  entities?: MessageEntity[] | undefined;
  link_preview_options?: LinkPreviewOptions | undefined;
  caption?: string | undefined;
  caption_entities?: MessageEntity[] | undefined;
  photo?: PhotoSize[] | undefined;
  media_group_id?: string | undefined;
  document?: Document | undefined;
  sticker?: Sticker | undefined;
  voice?: Voice | undefined;
  new_chat_members?: User[] | undefined;
  left_chat_member?: User | undefined;
  new_chat_title?: string | undefined;
  forum_topic_created?: { name: string; icon_color: number } | undefined;
  migrate_to_chat_id?: number | undefined;
  migrate_from_chat_id?: number | undefined;
  reply_markup?: InlineKeyboardMarkup | undefined;
};

/** T-19: of a message that is gone only this is told. */
export type InaccessibleMessage = { chat: Chat; message_id: number; date: 0 };

export type CallbackQuery = {
  id: string;
  from: User;
  message?: Message | InaccessibleMessage | undefined;
  inline_message_id?: string | undefined;
  chat_instance: string;
  data: string;
};

export type InlineQuery = {
  id: string;
  from: User;
  query: string;
  offset: string;
  chat_type?: string | undefined;
};

export type ChatMember =
  | { status: "member" | "left"; user: User }
  | { status: "kicked"; user: User; until_date: number }
  | { status: "creator"; user: User; is_anonymous: boolean }
  | ({ status: "administrator"; user: User; can_be_edited: boolean; is_anonymous: boolean } & Rights);

export type Rights = {
  can_manage_chat: boolean;
  can_delete_messages: boolean;
  can_manage_video_chats: boolean;
  can_restrict_members: boolean;
  can_promote_members: boolean;
  can_change_info: boolean;
  can_invite_users: boolean;
  can_post_stories: boolean;
  can_edit_stories: boolean;
  can_delete_stories: boolean;
};

export function memberAs(status: "member" | "administrator" | "left", user: User): ChatMember {
  if (status !== "administrator") return { status, user };
  return {
    status,
    user,
    can_be_edited: false,
    is_anonymous: false,
    can_manage_chat: true,
    can_delete_messages: true,
    can_manage_video_chats: false,
    can_restrict_members: false,
    can_promote_members: false,
    can_change_info: false,
    can_invite_users: true,
    can_post_stories: false,
    can_edit_stories: false,
    can_delete_stories: false,
  };
}

export type ChatMemberUpdated = {
  chat: Chat;
  from: User;
  date: number;
  old_chat_member: ChatMember;
  new_chat_member: ChatMember;
};

/** One kind of happening, without its number. */
export type Happening =
  | { message: Message }
  | { edited_message: Message }
  | { channel_post: Message }
  | { edited_channel_post: Message }
  | { callback_query: CallbackQuery }
  | { inline_query: InlineQuery }
  | { my_chat_member: ChatMemberUpdated }
  /** A kind that this fake knows nothing more of, for tests of updates of unknown kinds. */
  | { unknown: Readonly<Record<string, unknown>> };

export type Update = { update_id: number } & Readonly<Record<string, unknown>>;
