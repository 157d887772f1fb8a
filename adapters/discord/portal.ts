/**
 * What is set in the developer portal, held against the settings of this program: where they differ Discord sends every
 * interaction elsewhere, and the bot hears nobody while its connection is sound (D-29, D-30).
 */
import { type Given, textIn } from "../../src/given.js";

export type Portal = {
  /** Where Discord sends interactions; undefined where they come over the gateway. */
  endpoint?: string;
  /** With which it signs them. */
  publicKey?: string;
};

/** Of the application, as Discord tells of it. */
export function portalOf(application: Given | undefined): Portal {
  const endpoint = textIn(application, "interactions_endpoint_url");
  const publicKey = textIn(application, "verify_key");
  return {
    ...(endpoint === undefined || endpoint === "" ? {} : { endpoint }),
    ...(publicKey === undefined ? {} : { publicKey }),
  };
}

export type PortalMistake = "no-endpoint" | "other-key" | "endpoint-left";

/** Why nothing is heard; `publicKey` is the setting. */
export function portalMistakes(portal: Portal, publicKey: string | undefined): PortalMistake[] {
  if (publicKey === undefined) return portal.endpoint === undefined ? [] : ["endpoint-left"];
  const isOurs = portal.publicKey === undefined || portal.publicKey.toLowerCase() === publicKey.toLowerCase();
  return [
    ...(isOurs ? [] : ["other-key" as const]),
    ...(portal.endpoint === undefined ? ["no-endpoint" as const] : []),
  ];
}

/** For `/readyz`: what is wrong, and what to do. */
export function portalReason(mistake: PortalMistake): string {
  switch (mistake) {
    case "no-endpoint":
      return "DISCORD_PUBLIC_KEY is set and Discord calls nobody: enter the public address of /discord/interactions as Interactions Endpoint URL in the developer portal while the bot runs, or leave DISCORD_PUBLIC_KEY out";
    case "other-key":
      return "DISCORD_PUBLIC_KEY is not this application's: set the Public Key of the portal's General Information and start again";
    case "endpoint-left":
      return "Discord sends commands to the Interactions Endpoint URL of the developer portal, and this bot waits on the gateway: empty that field, or set DISCORD_PUBLIC_KEY";
  }
}
