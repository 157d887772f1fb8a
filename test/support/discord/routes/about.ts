/** Who the bot is, and where its gateway is. */
import { refusals } from "../refusal.js";
import type { Route } from "../world.js";

export const getMe: Route = (world) => ({
  status: 200,
  body: { ...world.bot, mfa_enabled: false, locale: "en-US", verified: true, email: null },
});

/** Those that have installed the bot; at most `limit`, which is 200 where nothing is said. */
export const listGuilds: Route = (world, { query }) => ({
  status: 200,
  body: [...world.guilds.values()]
    .filter(({ installed }) => installed)
    .slice(0, Number(query.get("limit") ?? 200))
    .map(({ id, name }) => ({
      id,
      name,
      icon: null,
      banner: null,
      owner: false,
      permissions: "0",
      features: [],
    })),
});

export const getApplication: Route = (world) => ({
  status: 200,
  body: {
    id: world.bot.id,
    name: world.bot.username,
    icon: null,
    description: "",
    type: null,
    bot: world.bot,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: world.publicKey,
    flags: 0,
    flags_new: "0",
    redirect_uris: [],
    interactions_endpoint_url: world.endpoint() ?? null,
    role_connections_verification_url: null,
    owner: world.owner,
    approximate_guild_count: [...world.guilds.values()].filter(({ installed }) => installed).length,
    approximate_user_install_count: [...world.people.values()].filter((one) => one.userInstalled).length,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: ["bot", "applications.commands"],
    integration_types_config: { "0": {}, "1": {} },
  },
});

export const getGateway: Route = (world) => ({ status: 200, body: { url: world.gateway().url } });

/** D-31. */
export const getGatewayBot: Route = (world) => {
  const { url, shards, limit } = world.gateway();
  if (world.token === "") throw refusals.unauthorized();
  return { status: 200, body: { url, shards, session_start_limit: limit } };
};
