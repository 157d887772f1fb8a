/** What each route does. */
import type { RouteName } from "../routes.js";
import type { Route } from "../world.js";
import { getApplication, getGateway, getGatewayBot, getMe, listGuilds } from "./about.js";
import {
  createCommand,
  deleteCommand,
  editCommand,
  getCommand,
  listCommands,
  setCommands,
} from "./commands.js";
import {
  deleteFollowUp,
  deleteOriginal,
  editFollowUp,
  editOriginal,
  followUp,
  getFollowUp,
  getOriginal,
  respond,
} from "./interactions.js";
import {
  createMessage,
  deleteMessage,
  editMessage,
  getChannel,
  getMessage,
  openDirect,
  typing,
} from "./messages.js";

export const routes: Readonly<Record<RouteName, Route>> = {
  getApplication,
  listCommands,
  setCommands,
  createCommand,
  getCommand,
  editCommand,
  deleteCommand,
  listGuildCommands: listCommands,
  setGuildCommands: setCommands,
  createGuildCommand: createCommand,
  getGuildCommand: getCommand,
  editGuildCommand: editCommand,
  deleteGuildCommand: deleteCommand,
  getChannel,
  createMessage,
  getMessage,
  editMessage,
  deleteMessage,
  typing,
  getGateway,
  getGatewayBot,
  respond,
  getMe,
  listGuilds,
  openDirect,
  followUp,
  getOriginal,
  editOriginal,
  deleteOriginal,
  getFollowUp,
  editFollowUp,
  deleteFollowUp,
};
