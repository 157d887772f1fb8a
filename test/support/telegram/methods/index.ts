/** The methods that the bot may call, by name. */
import type { Method } from "../world.js";
import {
  deleteMyCommands,
  getChat,
  getChatMember,
  getMe,
  getMyCommands,
  setMyCommands,
  setMyDescription,
  setMyShortDescription,
  yes,
} from "./about.js";
import { answerCallbackQuery, answerInlineQuery } from "./answer.js";
import { deleteMessage, editMessageCaption, editMessageReplyMarkup, editMessageText } from "./edit.js";
import { deleteWebhook, getUpdates, getWebhookInfo, setWebhook } from "./receive.js";
import { sendChatAction, sendDocument, sendMessage, sendPhoto } from "./send.js";

const byName: Readonly<Record<string, Method>> = {
  answerCallbackQuery,
  answerInlineQuery,
  close: yes,
  deleteMessage,
  deleteMyCommands,
  deleteWebhook,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageText,
  getChat,
  getChatMember,
  getMe,
  getMyCommands,
  getUpdates,
  getWebhookInfo,
  logOut: yes,
  sendChatAction,
  sendDocument,
  sendMessage,
  sendPhoto,
  setMyCommands,
  setMyDescription,
  setMyShortDescription,
  setWebhook,
};

export const methods: ReadonlyMap<string, Method> = new Map(Object.entries(byName));
