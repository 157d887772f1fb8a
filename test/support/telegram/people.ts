/** People, and their private chats with the bot: T-9, T-33, T-40. */
import { actorIn, type ChatActor } from "./actor.js";
import { speak } from "./speak.js";
import type { Chat, ChatMember, User } from "./wire.js";
import { type ChatState, newChat, type World } from "./world.js";

export type PersonOptions = { name?: string; language?: string; username?: string; id?: number };

export type PrivateActor = ChatActor & {
  /** Stops the bot; the bot is told (T-40). */
  block(): void;
  unblock(): void;
  /** Opens a topic in the private chat and gives its id (T-30). */
  topic(name: string): number;
  /** The account is gone; the bot is not told. */
  deactivate(): void;
};

export type Person = {
  id: number;
  user: User;
  privately(): PrivateActor;
  /** Follows a link into the private chat, `https://t.me/<bot>?start=…`, and begins there (T-9). */
  follow(link: string): PrivateActor;
};

/** The first id that a person gets; Telegram's have up to 52 bits (T-32), so these are large. */
const firstId = 7_000_000_001;

export function newPerson(world: World, options: PersonOptions = {}): Person {
  const id = options.id ?? firstId + world.people.size;
  const user: User = {
    id,
    is_bot: false,
    first_name: options.name ?? `Person ${world.people.size + 1}`,
    username: options.username,
    language_code: options.language,
  };
  const chat: Chat = { id, type: "private", first_name: user.first_name, username: user.username };
  const state = newChat(chat, "unknown");
  world.people.set(id, user);
  world.chats.set(id, state);
  const actor = privateActor(world, state, user);
  return {
    id,
    user,
    privately: () => actor,
    follow(link) {
      const { origin, pathname, searchParams } = new URL(link);
      const payload = searchParams.get("start");
      if (origin !== "https://t.me" || pathname.toLowerCase() !== `/${world.bot.username.toLowerCase()}`)
        throw new Error(`${link} does not lead to this bot`);
      if (payload !== null && !/^[\w-]{1,64}$/.test(payload))
        throw new Error(`T-9: "${payload}" is more than a link may carry`);
      actor.start(payload ?? undefined);
      return actor;
    },
  };
}

/** The bot has met this person in a group: it knows them, but may not write first (T-33). */
export function met(world: World, user: User): void {
  const state = world.chats.get(user.id);
  if (state?.access === "unknown") state.access = "not-begun";
}

function privateActor(world: World, state: ChatState, user: User): PrivateActor {
  const inner = actorIn(world, () => state, { user }, user);
  /** A client lets nobody write to a bot that they stopped. */
  const alive = (): void => {
    if (state.access === "blocked")
      throw new Error(`${user.first_name} has blocked the bot: unblock() first`);
    if (state.access === "deactivated") throw new Error(`${user.first_name}'s account is gone`);
  };
  /** The first word opens the chat. */
  const opening =
    <A extends readonly unknown[], R>(act: (...given: A) => R) =>
    (...given: A): R => {
      alive();
      if (state.access === "unknown" || state.access === "not-begun") state.access = "open";
      return act(...given);
    };
  const becomes = (access: ChatState["access"], before: ChatMember, after: ChatMember): void => {
    state.access = access;
    world.updates.add(
      {
        my_chat_member: {
          chat: state.chat,
          from: user,
          date: world.clock.seconds(),
          old_chat_member: before,
          new_chat_member: after,
        },
      },
      { chat: state.chat.id },
    );
  };
  const member: ChatMember = { status: "member", user: world.bot };
  const kicked: ChatMember = { status: "kicked", user: world.bot, until_date: 0 };
  return {
    ...inner,
    id: state.chat.id,
    type: opening(inner.type),
    paste: opening(inner.paste),
    start: opening(inner.start),
    tap: opening(inner.tap),
    photo: opening(inner.photo),
    album: opening(inner.album),
    file: opening(inner.file),
    sticker: opening(inner.sticker),
    voice: opening(inner.voice),
    press(label) {
      alive();
      return inner.press(label);
    },
    pressOn(message, label) {
      alive();
      return inner.pressOn(message, label);
    },
    topic(name) {
      const id = world.lastMessageId + 1;
      state.topics.set(id, name);
      const created = { forum_topic_created: { name, icon_color: 0x6fb9f0 } };
      opening(() => speak(world, state, { user }, created, { thread: id }))();
      return id;
    },
    block() {
      if (state.access !== "blocked") becomes("blocked", member, kicked);
    },
    unblock() {
      if (state.access === "blocked") becomes("open", kicked, member);
    },
    deactivate() {
      state.access = "deactivated";
    },
  };
}
