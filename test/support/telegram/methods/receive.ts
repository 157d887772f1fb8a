/** How updates reach the bot: `getUpdates` and the methods of the webhook. T-34 to T-36, T-38. */
import { z } from "zod";
import { badRequest, Refusal } from "../refusal.js";
import type { Method, Request, World } from "../world.js";

export const getUpdates: Method = (world, { parameters, report, gone }) => {
  if (world.webhook.settings() !== undefined)
    throw new Refusal(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  const limit = parameters.integer("limit") ?? 100;
  const timeout = parameters.integer("timeout") ?? 0;
  if (limit < 1 || limit > 100) report(`T-35: limit ${limit}, taken as the nearest from 1 to 100`);
  if (timeout < 0 || timeout > 50) report(`T-35: timeout ${timeout}, taken as the nearest from 0 to 50`);
  const allowed = kindsOf(parameters.object("allowed_updates"));
  return world.updates.poll({ offset: parameters.integer("offset") ?? 0, limit, timeout, allowed }, gone);
};

export const setWebhook: Method = (world, request) => {
  const { parameters, report } = request;
  const url = parameters.text("url") ?? "";
  if (url === "") return deleteWebhook(world, request);
  const secret = parameters.text("secret_token");
  checkAddress(world, url);
  if (secret !== undefined && secret.length > 256) throw badRequest("secret token is too long");
  if (secret !== undefined && !/^[A-Za-z0-9_-]*$/.test(secret))
    throw badRequest("secret token contains unallowed characters");
  const asked = parameters.integer("max_connections") ?? 40;
  if (asked < 1 || asked > 100) report(`T-36: max_connections ${asked}, taken as the nearest from 1 to 100`);
  world.updates.allow(kindsOf(parameters.object("allowed_updates")));
  if (parameters.flag("drop_pending_updates")) world.updates.drop();
  world.updates.endPoll("terminated by setWebhook request");
  world.webhook.set({
    url,
    secret: secret === "" ? undefined : secret,
    maxConnections: Math.min(Math.max(asked, 1), 100),
  });
  return true;
};

export const deleteWebhook: Method = (world: World, { parameters }: Request) => {
  if (parameters.flag("drop_pending_updates")) world.updates.drop();
  world.webhook.set(undefined);
  return true;
};

export const getWebhookInfo: Method = (world) => {
  const settings = world.webhook.settings();
  const error = world.webhook.lastError();
  const allowed = world.updates.allowed();
  return {
    url: settings?.url ?? "",
    has_custom_certificate: false,
    pending_update_count: world.updates.waiting().length,
    last_error_date: error?.date,
    last_error_message: error?.message,
    max_connections: settings?.maxConnections,
    allowed_updates: allowed.length === 0 ? undefined : allowed,
  };
};

/** T-36: HTTPS on four ports, and a host that there is. */
function checkAddress(world: World, given: string): void {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || url.protocol !== "https:")
    throw badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  if (!["", "443", "80", "88", "8443"].includes(url.port))
    throw badRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443");
  if (!world.webhook.reachable(given))
    throw badRequest("bad webhook: Failed to resolve host: Name or service not known");
}

/** T-38: the kinds asked for; undefined leaves those asked for before. */
function kindsOf(given: unknown): readonly string[] | undefined {
  if (given === undefined || given === null) return undefined;
  const read = z.array(z.string()).safeParse(given);
  if (!read.success) throw badRequest("can't parse allowed_updates");
  return read.data;
}
