/** Groups and channels with the people in them: T-25 to T-31, T-40. */
import { actorIn, type ChatActor } from "./actor.js";
import { met, type Person } from "./people.js";
import { type Seen, seesOf } from "./sees.js";
import { type Said, speak, words } from "./speak.js";
import { type Chat, type ChatMember, type Message, memberAs, type User } from "./wire.js";
import { type Access, type ChatState, newChat, type World } from "./world.js";

export type GroupOptions = {
  title?: string;
  /** A basic group can become a supergroup, with a new id (T-31). */
  kind?: "group" | "supergroup";
  /** T-30: a supergroup with topics. */
  topics?: boolean;
  /** T-25; on where it is left out. */
  privacyMode?: boolean;
  /** Whether the bot is in it from the beginning, which it is where this is left out. */
  withBot?: boolean;
};

export type Group = {
  /** Of the chat as it is now. */
  readonly id: number;
  /** The person as a member; they join with their first word, without a message about it. */
  as(person: Person): ChatActor;
  /** A member speaks as the group itself; presses carry who they are (T-27). */
  anonymously(person: Person): ChatActor;
  /** A member speaks as a channel of theirs (T-27). */
  asChannel(person: Person, channel: Channel): ChatActor;
  /** Joins with the message about it. */
  join(person: Person): ChatActor;
  leave(person: Person): void;
  /** Opens a topic and gives its id (T-30). */
  topic(name: string, by: Person): number;
  /** Another bot of the group speaks, and a bare command is then meant for it (T-25). */
  anotherBot(text: string, username?: string): Message;
  /** A post of the channel that this group belongs to (T-27). */
  automaticForward(channel: Channel, text: string): Message;
  /** The basic group becomes a supergroup; gives the new id (T-31). */
  migrate(): number;
  /** What becomes of the bot, of which it is told. */
  bot(becomes: "member" | "administrator" | "kicked" | "left", by?: Person): void;
  /** The group is gone; nobody is told. */
  remove(): void;
  sees(): readonly Seen[];
};

export type Channel = {
  id: number;
  chat: Chat;
  /** T-28. */
  post(text: string): Message;
  edit(message: number, text: string): Message;
};

/** T-27. */
const groupAnonymousBot: User = {
  id: 1_087_968_824,
  is_bot: true,
  first_name: "Group",
  username: "GroupAnonymousBot",
};
const channelBot: User = { id: 136_817_688, is_bot: true, first_name: "Channel", username: "Channel_Bot" };
const telegramItself: User = { id: 777_000, is_bot: false, first_name: "Telegram" };
const somebody: User = { id: 6_999_999_999, is_bot: false, first_name: "Owner" };

export function newGroup(world: World, options: GroupOptions = {}): Group {
  const { title = "Doctors", topics = false, privacyMode = true, withBot = true } = options;
  const kind = topics ? "supergroup" : (options.kind ?? "supergroup");
  let state = openChat(world, { type: kind, title, is_forum: topics ? true : undefined });
  state.access = "unknown";
  state.privacyMode = privacyMode;

  const say = (user: User, content: Partial<Message>, thread?: number): Said =>
    speak(world, state, { user }, content, thread === undefined ? {} : { thread });

  const bringIn = ({ user }: Person, as: "member" | "administrator" = "member"): void => {
    if (state.members.get(user.id) !== "administrator") state.members.set(user.id, as);
    met(world, user);
  };

  const becomes: Group["bot"] = (status, by) => {
    const user = by?.user ?? somebody;
    const before = standing(world, state);
    state.access = status === "member" || status === "administrator" ? "open" : status;
    state.botIsAdministrator = status === "administrator";
    world.updates.add(
      {
        my_chat_member: {
          chat: state.chat,
          from: user,
          date: world.clock.seconds(),
          old_chat_member: before,
          new_chat_member: standing(world, state),
        },
      },
      { chat: state.chat.id },
    );
    if (status === "member" && before.status !== "administrator" && before.status !== "member")
      say(user, { new_chat_members: [world.bot] });
  };
  if (withBot) becomes("member");

  return {
    get id() {
      return state.chat.id;
    },
    as(person) {
      bringIn(person);
      return actorIn(world, () => state, { user: person.user }, person.user);
    },
    anonymously(person) {
      bringIn(person, "administrator");
      const asGroup = {
        user: groupAnonymousBot,
        get senderChat() {
          return state.chat;
        },
      };
      return actorIn(world, () => state, asGroup, person.user);
    },
    asChannel(person, channel) {
      bringIn(person);
      return actorIn(world, () => state, { user: channelBot, senderChat: channel.chat }, person.user);
    },
    join(person) {
      bringIn(person);
      say(person.user, { new_chat_members: [person.user] });
      return actorIn(world, () => state, { user: person.user }, person.user);
    },
    leave(person) {
      state.members.delete(person.id);
      say(person.user, { left_chat_member: person.user });
    },
    topic(name, by) {
      if (state.chat.is_forum !== true) throw new Error(`${title} has no topics`);
      const id = state.lastId + 1;
      state.topics.set(id, name);
      const created = { forum_topic_created: { name, icon_color: 0x6fb9f0 } };
      return say(by.user, created, id).stored.message.message_id;
    },
    anotherBot(text, username = "AnotherBot") {
      const user = { id: 5_000_000_001, is_bot: true, first_name: username, username };
      return say(user, words(text)).stored.message;
    },
    automaticForward(channel, text) {
      const post = channel.post(text);
      const origin = {
        type: "channel",
        date: post.date,
        chat: channel.chat,
        message_id: post.message_id,
      } as const;
      const content = { ...words(text), is_automatic_forward: true, forward_origin: origin } as const;
      const { stored } = speak(world, state, { user: telegramItself, senderChat: channel.chat }, content);
      return stored.message;
    },
    migrate() {
      if (state.chat.type !== "group") throw new Error(`${title} is a supergroup already`);
      const before = state;
      const after = openChat(world, { type: "supergroup", title });
      after.access = before.access;
      after.members = before.members;
      after.privacyMode = before.privacyMode;
      after.botIsAdministrator = before.botIsAdministrator;
      speak(world, before, { user: somebody }, { migrate_to_chat_id: after.chat.id });
      speak(world, after, { user: somebody }, { migrate_from_chat_id: before.chat.id });
      before.migratedTo = after.chat.id;
      state = after;
      return after.chat.id;
    },
    bot: becomes,
    remove() {
      state.access = "deleted";
    },
    sees: () => seesOf(state),
  };
}

export function newChannel(world: World, title = "Doctors' news"): Channel {
  const state = openChat(world, { type: "channel", title });
  const actor = actorIn(world, () => state, { senderChat: state.chat }, somebody);
  return { id: state.chat.id, chat: state.chat, post: (text) => actor.type(text), edit: actor.edit };
}

/** Ids of basic groups are small and negative, those of supergroups and channels begin with -100. */
function openChat(world: World, chat: Omit<Chat, "id">, access: Access = "open"): ChatState {
  const number = 1_500_000_000 + world.chats.size;
  const id = chat.type === "group" ? -number : -1_000_000_000_000 - number;
  const state = newChat({ id, ...chat }, access);
  world.chats.set(id, state);
  return state;
}

/** The bot's own standing, as `my_chat_member` tells it. */
function standing(world: World, { access, botIsAdministrator }: ChatState): ChatMember {
  const user = world.bot;
  if (access === "kicked") return { status: "kicked", user, until_date: 0 };
  if (access !== "open") return { status: "left", user };
  return memberAs(botIsAdministrator ? "administrator" : "member", user);
}
