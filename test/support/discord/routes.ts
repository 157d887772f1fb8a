/** The calls that the bot may make, each with its name in the OpenAPI document. */

export const operations = {
  getApplication: "GET /applications/@me",
  listCommands: "GET /applications/{application_id}/commands",
  setCommands: "PUT /applications/{application_id}/commands",
  createCommand: "POST /applications/{application_id}/commands",
  getCommand: "GET /applications/{application_id}/commands/{command_id}",
  editCommand: "PATCH /applications/{application_id}/commands/{command_id}",
  deleteCommand: "DELETE /applications/{application_id}/commands/{command_id}",
  listGuildCommands: "GET /applications/{application_id}/guilds/{guild_id}/commands",
  setGuildCommands: "PUT /applications/{application_id}/guilds/{guild_id}/commands",
  createGuildCommand: "POST /applications/{application_id}/guilds/{guild_id}/commands",
  getGuildCommand: "GET /applications/{application_id}/guilds/{guild_id}/commands/{command_id}",
  editGuildCommand: "PATCH /applications/{application_id}/guilds/{guild_id}/commands/{command_id}",
  deleteGuildCommand: "DELETE /applications/{application_id}/guilds/{guild_id}/commands/{command_id}",
  getChannel: "GET /channels/{channel_id}",
  createMessage: "POST /channels/{channel_id}/messages",
  getMessage: "GET /channels/{channel_id}/messages/{message_id}",
  editMessage: "PATCH /channels/{channel_id}/messages/{message_id}",
  deleteMessage: "DELETE /channels/{channel_id}/messages/{message_id}",
  typing: "POST /channels/{channel_id}/typing",
  getGateway: "GET /gateway",
  getGatewayBot: "GET /gateway/bot",
  respond: "POST /interactions/{interaction_id}/{interaction_token}/callback",
  getMe: "GET /users/@me",
  listGuilds: "GET /users/@me/guilds",
  openDirect: "POST /users/@me/channels",
  followUp: "POST /webhooks/{webhook_id}/{webhook_token}",
  getOriginal: "GET /webhooks/{webhook_id}/{webhook_token}/messages/@original",
  editOriginal: "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original",
  deleteOriginal: "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original",
  getFollowUp: "GET /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
  editFollowUp: "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
  deleteFollowUp: "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
} as const;

export type RouteName = keyof typeof operations;

/** What the token of an interaction is enough for; everything else wants the bot's. */
export const byInteraction: ReadonlySet<RouteName> = new Set<RouteName>([
  "respond",
  "followUp",
  "getOriginal",
  "editOriginal",
  "deleteOriginal",
  "getFollowUp",
  "editFollowUp",
  "deleteFollowUp",
]);

export type Found = { name: RouteName; parameters: Readonly<Record<string, string>> };

/** The route of a request, or which of both is unknown. */
export function routeOf(method: string, path: string): Found | "no such path" | "no such method" {
  let known = false;
  for (const { name, method: wanted, pattern } of patterns) {
    const match = pattern.exec(path);
    if (match === null) continue;
    known = true;
    if (wanted === method) return { name, parameters: { ...match.groups } };
  }
  return known ? "no such method" : "no such path";
}

function isName(name: string): name is RouteName {
  return Object.hasOwn(operations, name);
}

const patterns: readonly { name: RouteName; method: string; pattern: RegExp }[] = Object.keys(operations)
  .filter(isName)
  .map((name) => {
    const [method = "", path = ""] = operations[name].split(" ");
    return { name, method, pattern: new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`) };
  });
