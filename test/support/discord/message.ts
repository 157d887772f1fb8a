/** Messages as they are kept: made and changed from the body of a call, which is checked first. */
import { numbered } from "./components.js";
import { checkSizes, mentionReports, messageProblems, messageReports } from "./message-rules.js";
import { invalidForm, parsed, refusals } from "./refusal.js";
import { problem } from "./schema.js";
import { flags, type MessageBody, messageBody, type User } from "./wire.js";
import type { Attached, ChannelState, Interaction, Request, Stored, Upload, World } from "./world.js";

/** The body of a call about a message, after it was held against the document. */
export function readBody({ body, report }: Pick<Request, "body" | "report">): MessageBody {
  const read = parsed(messageBody, body ?? {});
  for (const told of mentionReports(read)) report(told);
  return read;
}

export type Posting = {
  channel: ChannelState;
  author: User;
  only?: string | undefined;
  interaction?: Interaction | undefined;
  replyTo?: string | undefined;
};

/** Puts what the bot sends into its channel, or refuses it. */
export function post(
  world: World,
  posting: Posting,
  body: MessageBody,
  { files, report }: Pick<Request, "files" | "report">,
): Stored {
  const stored = blank(world, posting);
  stored.nonce = body.nonce ?? undefined;
  apply(world, stored, body, { files, report });
  return keep(world, stored);
}

/** A message whose words come later (D-11). */
export function postThinking(world: World, posting: Posting): Stored {
  const stored = blank(world, posting);
  stored.flags |= flags.loading;
  return keep(world, stored);
}

/** A message of whomever, with nothing in it yet. */
export function blank(world: World, { channel, author, only, interaction, replyTo }: Posting): Stored {
  return {
    id: world.ids.next(),
    channel,
    author,
    byBot: author.id === world.bot.id,
    only,
    content: "",
    embeds: [],
    components: [],
    flags: only === undefined ? 0 : flags.ephemeral,
    files: [],
    nonce: undefined,
    replyTo,
    interaction,
    at: world.clock.now(),
    editedAt: undefined,
    edits: 0,
  };
}

/** Changes a message, or refuses to. What the body leaves out stays. */
export function edit(
  world: World,
  stored: Stored,
  body: MessageBody,
  { files, report }: Pick<Request, "files" | "report">,
): Stored {
  apply(world, stored, body, { files, report });
  const appears = isThinking(stored);
  stored.flags &= ~flags.loading;
  stored.editedAt = appears ? undefined : world.clock.now();
  stored.edits += appears ? 0 : 1;
  if (stored.interaction?.original === stored) stored.interaction.owing = false;
  if (appears) noteDuplicate(world, stored);
  world.changed();
  return stored;
}

/** Puts a message into its channel. */
export function keep(world: World, stored: Stored): Stored {
  stored.channel.messages.set(stored.id, stored);
  if (!isThinking(stored)) noteDuplicate(world, stored);
  world.changed();
  return stored;
}

/** Deferred, and nothing shown yet (D-11). */
export function isThinking(stored: Stored): boolean {
  return (stored.flags & flags.loading) !== 0;
}

function noteDuplicate(world: World, stored: Stored): void {
  const { channel } = stored;
  const before = channel.last;
  channel.last = stored;
  if (before === undefined || before === stored || !before.byBot || !stored.byBot) return;
  if (before.only !== stored.only || contentOf(before) !== contentOf(stored)) return;
  world.duplicates.push({ channel: channel.id, messages: [before.id, stored.id] });
}

function contentOf({ content, embeds, components, files }: Stored): string {
  const bytes = files.map(({ name, bytes: some }) => [name, Buffer.from(some).toString("base64")]);
  return JSON.stringify([content, embeds, components, bytes]);
}

/** What may be given with a message besides what only Discord sets. */
const settable = flags.suppressEmbeds | flags.silent | flags.v2;

function apply(
  world: World,
  stored: Stored,
  body: MessageBody,
  { files, report }: Pick<Request, "files" | "report">,
): void {
  checkSizes(files.values());
  const given = body.flags ?? 0;
  const odd = given & ~(settable | flags.ephemeral);
  if (odd !== 0) report(`the flags ${odd} cannot be set`);
  if ((given & flags.ephemeral) !== 0 && stored.only === undefined)
    report("D-11: ephemeral is decided by the first answer to an interaction, and here is none");
  const whole = {
    content: body.content === undefined ? stored.content : (body.content ?? "").trim(),
    embeds: body.embeds === undefined ? stored.embeds : (body.embeds ?? []),
    components: body.components === undefined ? stored.components : numbered(body.components ?? []),
    // D-24: once set, the flag stays.
    flags: stored.flags | (given & settable),
    files: filesOf(world, stored, body, files, report),
  };
  const draft = { ...whole, names: new Set(whole.files.map(({ name }) => name)) };
  const problems = messageProblems(draft);
  if (problems.length > 0) throw invalidForm(problems);
  const { content, embeds, components, files: kept } = whole;
  if (content === "" && embeds.length === 0 && components.length === 0 && kept.length === 0)
    throw refusals.emptyMessage();
  for (const told of messageReports(draft)) report(told);
  Object.assign(stored, whole);
}

/** The files that a message has after the call: those that are named, or those that are there and the new ones. */
function filesOf(
  world: World,
  stored: Stored,
  { attachments }: MessageBody,
  files: ReadonlyMap<number, Upload>,
  report: (problem: string) => void,
): Attached[] {
  const added = (upload: Upload, name?: string, description?: string): Attached => ({
    ...upload,
    id: world.ids.next(),
    name: name ?? upload.name,
    description,
  });
  if (attachments === undefined) return [...stored.files, ...[...files.values()].map((one) => added(one))];
  const list = attachments ?? [];
  for (const index of files.keys())
    if (!list.some(({ id }) => id === `${index}`)) report(`files[${index}] is not among the attachments`);
  return list.flatMap(({ id, filename, description }, at) => {
    const kept = stored.files.find((one) => one.id === id);
    if (kept !== undefined) return [{ ...kept, description: description ?? kept.description }];
    const upload = files.get(Number(id));
    if (upload === undefined)
      throw invalidForm([
        problem(["attachments", at, "id"], "ATTACHMENT_NOT_FOUND", `There is no file ${id}.`),
      ]);
    return [added(upload, filename, description)];
  });
}
