/** The shapes that the fake reads and sends, in Discord's own words. Fields that are not there are undefined. */
import { z } from "zod";

/** D-11, D-12, D-24. */
export const flags = {
  crossposted: 1,
  suppressEmbeds: 4,
  ephemeral: 64,
  loading: 128,
  silent: 4096,
  v2: 32768,
} as const;

/** What a permission is worth, of those that matter here. */
export const permissions = {
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  useApplicationCommands: 1n << 31n,
  sendMessagesInThreads: 1n << 38n,
} as const;

/** Discord takes null for a field that is left out. */
export const maybe = <T extends z.ZodType>(inner: T) =>
  z.preprocess((value) => value ?? undefined, inner.optional());

const id = maybe(z.number());
const emoji = z.object({ id: maybe(z.string()), name: maybe(z.string()), animated: maybe(z.boolean()) });
const media = z.object({ url: z.string() });

const button = z.object({
  type: z.literal(2),
  id,
  style: z.number(),
  label: maybe(z.string()),
  custom_id: maybe(z.string()),
  url: maybe(z.string()),
  sku_id: maybe(z.string()),
  disabled: maybe(z.boolean()),
  emoji: maybe(emoji),
});
export type Button = z.infer<typeof button>;

const option = z.object({
  label: z.string(),
  value: z.string(),
  description: maybe(z.string()),
  emoji: maybe(emoji),
  default: maybe(z.boolean()),
});

const select = z.object({
  type: z.literal(3),
  id,
  custom_id: z.string(),
  placeholder: maybe(z.string()),
  min_values: maybe(z.number()),
  max_values: maybe(z.number()),
  disabled: maybe(z.boolean()),
  required: maybe(z.boolean()),
  options: z.array(option),
});
export type Select = z.infer<typeof select>;

/** Selects of users, roles, mentionables and channels, which nobody here chooses in. */
const otherSelect = z.looseObject({
  type: z.union([z.literal(5), z.literal(6), z.literal(7), z.literal(8)]),
  id,
  custom_id: z.string(),
});

const textInput = z.object({
  type: z.literal(4),
  id,
  custom_id: z.string(),
  style: z.number(),
  label: maybe(z.string()),
  value: maybe(z.string()),
  placeholder: maybe(z.string()),
  required: maybe(z.boolean()),
  min_length: maybe(z.number()),
  max_length: maybe(z.number()),
});

const row = z.object({
  type: z.literal(1),
  id,
  components: z.array(z.union([button, select, otherSelect, textInput])),
});
const text = z.object({ type: z.literal(10), id, content: z.string() });
const thumbnail = z.object({
  type: z.literal(11),
  id,
  media,
  description: maybe(z.string()),
  spoiler: maybe(z.boolean()),
});
const section = z.object({
  type: z.literal(9),
  id,
  components: z.array(text),
  accessory: z.union([button, thumbnail]),
});
const gallery = z.object({
  type: z.literal(12),
  id,
  items: z.array(z.object({ media, description: maybe(z.string()), spoiler: maybe(z.boolean()) })),
});
const file = z.object({ type: z.literal(13), id, file: media, spoiler: maybe(z.boolean()) });
const separator = z.object({
  type: z.literal(14),
  id,
  divider: maybe(z.boolean()),
  spacing: maybe(z.number()),
});
const inner = z.union([row, text, section, gallery, file, separator]);
const container = z.object({
  type: z.literal(17),
  id,
  components: z.array(inner),
  accent_color: maybe(z.number()),
  spoiler: maybe(z.boolean()),
});
const top = z.union([row, text, section, gallery, file, separator, container]);
export type Component = z.infer<typeof top>;
const componentList = z.array(top);

const groupOption = z.object({
  label: z.string(),
  value: z.string(),
  description: maybe(z.string()),
  default: maybe(z.boolean()),
});
/** Radio buttons (21) and check boxes (22). */
const group = z.object({
  type: z.union([z.literal(21), z.literal(22)]),
  id,
  custom_id: z.string(),
  options: z.array(groupOption),
  required: maybe(z.boolean()),
  min_values: maybe(z.number()),
  max_values: maybe(z.number()),
});
const checkbox = z.object({
  type: z.literal(23),
  id,
  custom_id: z.string(),
  default: maybe(z.boolean()),
});
const upload = z.looseObject({ type: z.literal(19), id, custom_id: z.string() });
const field = z.union([textInput, select, otherSelect, group, checkbox, upload]);
export type Field = z.infer<typeof field>;
const label = z.object({
  type: z.literal(18),
  id,
  label: z.string(),
  description: maybe(z.string()),
  component: field,
});
const modalTop = z.union([row, label, text]);
export type ModalComponent = z.infer<typeof modalTop>;
export const modal = z.object({ custom_id: z.string(), title: z.string(), components: z.array(modalTop) });
export type Modal = z.infer<typeof modal>;

const embed = z.object({
  title: maybe(z.string()),
  description: maybe(z.string()),
  url: maybe(z.string()),
  color: maybe(z.number()),
  timestamp: maybe(z.string()),
  author: maybe(z.object({ name: maybe(z.string()), url: maybe(z.string()), icon_url: maybe(z.string()) })),
  footer: maybe(z.object({ text: maybe(z.string()), icon_url: maybe(z.string()) })),
  image: maybe(z.object({ url: maybe(z.string()) })),
  thumbnail: maybe(z.object({ url: maybe(z.string()) })),
  fields: maybe(z.array(z.object({ name: z.string(), value: z.string(), inline: maybe(z.boolean()) }))),
});
export type Embed = z.infer<typeof embed>;

const attachment = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  filename: maybe(z.string()),
  description: maybe(z.string()),
});

/** The body of a message that is sent or edited: undefined is left alone, null takes away. */
export const messageBody = z.object({
  content: z.string().nullish(),
  embeds: z.array(embed).nullish(),
  components: componentList.nullish(),
  flags: z.number().nullish(),
  attachments: z.array(attachment).nullish(),
  allowed_mentions: z.looseObject({ parse: z.array(z.string()).nullish() }).nullish(),
  message_reference: z
    .looseObject({ message_id: z.string().nullish(), fail_if_not_exists: z.boolean().nullish() })
    .nullish(),
  nonce: z.union([z.string(), z.number()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
});
export type MessageBody = z.infer<typeof messageBody>;

const choice = z.object({ name: z.string(), value: z.union([z.string(), z.number()]) });
export type Choice = z.infer<typeof choice>;
export const autocompleteBody = z.object({ choices: z.array(choice).nullish() });

export const callbackBody = z.object({ type: z.number(), data: z.unknown().optional() });

export type User = {
  id: string;
  username: string;
  global_name: string | null;
  discriminator: string;
  avatar: string | null;
  bot: boolean;
  public_flags: number;
  flags: number;
  primary_guild: null;
};

export type Attachment = {
  id: string;
  filename: string;
  size: number;
  url: string;
  proxy_url: string;
  content_type: string;
  description?: string;
  ephemeral?: true;
};

/** A message as it is sent. Its components are numbered, and told more of than the bot gave. */
export type Message = {
  id: string;
  type: number;
  channel_id: string;
  author: User;
  content: string;
  mentions: User[];
  mention_roles: string[];
  mention_everyone: boolean;
  attachments: Attachment[];
  embeds: (Embed & { type: string })[];
  components: unknown[];
  flags: number;
  pinned: boolean;
  tts: boolean;
  timestamp: string;
  edited_timestamp: string | null;
  nonce?: string | number;
  application_id?: string;
  webhook_id?: string;
  interaction_metadata?: unknown;
  message_reference?: { type: number; channel_id: string; message_id: string };
  referenced_message?: Message | null;
};
