/** `answerCallbackQuery` and `answerInlineQuery`: T-15, T-16. */
import { keyboardOf } from "../markup.js";
import { badRequest } from "../refusal.js";
import { isRecord } from "../spec.js";
import { formatted } from "../text.js";
import { inlineResults } from "../wire.js";
import type { Method, Query, Request, World } from "../world.js";
import { lengths } from "./send.js";

/** T-15, in UTF-16 code units. */
const answerLength = 200;
const mostResults = 50;
const resultIdBytes = 64;

export const answerCallbackQuery: Method = (world, request) => {
  const { parameters } = request;
  const text = parameters.text("text");
  if (text !== undefined && text.length > answerLength) throw badRequest("MESSAGE_TOO_LONG");
  const url = parameters.text("url");
  const own = new RegExp(`^(?:https://t\\.me/|tg://resolve\\?domain=)${world.bot.username}\\b`, "i");
  if (url !== undefined && url !== "" && !own.test(url)) throw badRequest("URL_INVALID");
  const query = open(world, request, "press", "callback_query_id");
  query.answer = {
    text: text === "" ? undefined : text,
    show_alert: parameters.flag("show_alert"),
    url,
  };
  world.changed();
  return true;
};

export const answerInlineQuery: Method = (world, request) => {
  const { parameters, report } = request;
  const read = inlineResults.safeParse(parameters.object("results"));
  if (!read.success) throw badRequest("can't parse inline query result");
  if (read.data.length > mostResults) throw badRequest("RESULTS_TOO_MUCH");
  const seen = new Set<string>();
  for (const result of read.data) {
    const bytes = Buffer.byteLength(result.id);
    if (bytes === 0 || bytes > resultIdBytes) throw badRequest("RESULT_ID_INVALID");
    if (seen.has(result.id)) throw badRequest("RESULT_ID_DUPLICATE");
    seen.add(result.id);
    keyboardOf(result.reply_markup, report);
    const content = result.input_message_content;
    if (result.type !== "article" || content === undefined) continue;
    if ((result.title ?? "").trim() === "") throw badRequest("title is empty");
    const said = formatted(content.message_text, content.entities ?? [], report);
    if (said === undefined) throw badRequest("message text is empty");
    if (said.text.length > lengths.text) throw badRequest("MESSAGE_TOO_LONG");
  }
  const button = parameters.object("button");
  if (isRecord(button) && !/^[\w-]{1,64}$/.test(String(button.start_parameter ?? "a")))
    throw badRequest("START_PARAM_INVALID");
  const query = open(world, request, "inline", "inline_query_id");
  query.results = read.data;
  world.changed();
  return true;
};

/** The query that is answered: known, not answered yet, and young enough (T-16). */
function open(world: World, { parameters }: Request, kind: Query["kind"], name: string): Query {
  const query = world.queries.get(parameters.text(name) ?? "");
  const late = query !== undefined && world.clock.now() - query.at > world.answerWithin;
  const answered = query !== undefined && (query.answer !== undefined || query.results !== undefined);
  if (query !== undefined && answered) world.duplicates.push({ kind: "answer", query: query.id });
  if (query === undefined || query.kind !== kind || late || answered)
    throw badRequest("query is too old and response timeout expired or query ID is invalid");
  return query;
}
