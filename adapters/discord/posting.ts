/** "Find an answer" for moderators: one of the articles that fit a message, posted as a reply to it, with its sources. */
import type { Host, Update, Words } from "../../src/adapter.js";
import type { Answer } from "./api.js";
import type { About, Incoming } from "./incoming.js";
import type { IntakeParts } from "./intake.js";
import { live } from "./limits.js";
import { messageFlags, messageOf, nonceOf, said } from "./messages.js";
import { postedBy, withPosts } from "./posts.js";
import { type Payload, render } from "./render.js";
import type { First, Response } from "./respond.js";

/** The messages of the answer; under the last of them, for a moderator, a menu of what can be posted. */
export async function withPosting(
  parts: { host: Host; words(): Words },
  payloads: readonly Payload[],
  { event }: Update,
  about: About,
): Promise<readonly Payload[]> {
  if (!about.mayPost || event.type !== "command") return payloads;
  const found = await parts.host.find(event.rest, live.posts);
  // A guard speaks to whoever wrote the message, and not before everybody.
  const fit = found.filter(({ guard }) => !guard);
  return withPosts(payloads, fit, about.message, parts.words());
}

/** Posts it, and tells the moderator, and nobody else, what became of it. */
export async function postArticle(
  parts: IntakeParts,
  what: Extract<Incoming, { kind: "post" }>,
  first: (response: Response) => Promise<First>,
): Promise<void> {
  const words = parts.words();
  if (!what.allowed) {
    await first({ type: 4, components: said(words["may-not-post"] ?? "") });
    return;
  }
  const responded = await first({ type: 5, private: true });
  // Another process has it, or the moderator was told that it failed: they press again.
  if (responded === "answered" || responded === "late") return;
  const found = await parts.host.article(what.article);
  const posted =
    found === undefined
      ? undefined
      : await post(parts, what, postedBy(render(found.screen, words, { passing: false }), what.by, words));
  if (posted?.ok === true) parts.host.log("info", "article-posted");
  if (posted?.ok === false) parts.host.log("warn", "post-failed", { why: posted.failure.kind });
  await parts.call({
    method: "PATCH",
    path: `/webhooks/${parts.bot.application}/${what.token}/messages/@original`,
    body: {
      ...messageOf({
        components: said((posted?.ok === true ? words.posted : words["not-posted"]) ?? ""),
        files: [],
      }).body,
      flags: messageFlags({ ephemeral: false }),
    },
    open: true,
  });
}

async function post(
  { call }: IntakeParts,
  { channel, message }: Extract<Incoming, { kind: "post" }>,
  payloads: readonly Payload[],
): Promise<Answer | undefined> {
  let answer: Answer | undefined;
  for (const [part, payload] of payloads.entries()) {
    const { body, files } = messageOf(payload);
    answer = await call({
      method: "POST",
      path: `/channels/${channel}/messages`,
      body: {
        ...body,
        flags: messageFlags({ ephemeral: false }),
        // Under nothing it would answer nobody, and the moderator would believe it does.
        ...(part === 0 ? { message_reference: { message_id: message, fail_if_not_exists: true } } : {}),
        // Chosen twice at once it is posted once (D-27).
        nonce: nonceOf(message, payload, part),
        enforce_nonce: true,
      },
      files,
    });
    if (!answer.ok) return answer;
  }
  return answer;
}
