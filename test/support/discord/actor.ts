/** A scripted person in one place: uses commands, presses and chooses what is there, fills in forms, reads. */
import { when } from "../wait.js";
import { type Asked, type Asker, ask, type Question } from "./asked.js";
import { announce } from "./events.js";
import { type Entries, formOf, type SeenForm, submission } from "./form.js";
import { commandData, offered, strayData, typingData, type Values } from "./menu.js";
import { blank, keep } from "./message.js";
import { partsByRow, type Seen, seen, seesOf, visibleTo, written } from "./sees.js";
import { wireOf } from "./sent.js";
import type { Button, Choice, Modal, Select } from "./wire.js";
import {
  type ChannelState,
  drop,
  type Interaction,
  type PersonState,
  type Stored,
  type World,
} from "./world.js";

/** A button or a select: by what stands on it, or by its id. */
export type Target = string | { customId: string };

export type Suggesting = Asked & {
  /** Resolves with what is suggested (D-5). */
  choices(): Promise<readonly Choice[]>;
};

export type Actor = {
  person: PersonState;
  channel: ChannelState;
  /** `/name`, with its options; `/name sub` for a subcommand. */
  command(name: string, values?: Values): Asked;
  /** While one option of a command is being typed (D-5). */
  autocomplete(name: string, option: string, text: string, values?: Values): Suggesting;
  /** A command of the Apps menu, on a message. */
  messageCommand(name: string, message: string | Pick<Seen, "id">): Asked;
  /** Presses a button of the newest message that has it. */
  press(target: Target): Asked;
  pressOn(message: string | Pick<Seen, "id">, target: Target): Asked;
  /** Chooses these options, by label, in a select of the newest message that has them all. */
  choose(...labels: readonly string[]): Asked;
  chooseIn(select: Target, ...labels: readonly string[]): Asked;
  chooseOn(message: string | Pick<Seen, "id">, ...labels: readonly string[]): Asked;
  /** Chooses nothing, in the only select of the newest message that has one, or in the one that is named. */
  deselect(select?: Target): Asked;
  /** The form that is open. */
  form(): SeenForm | undefined;
  /** Fills in the open form and submits it; what is left out stays as it is. */
  fill(entries?: Entries): Asked;
  /** Submits the same once more, as a second tap does. */
  fillAgain(): Asked;
  /** Closes the form; the bot is not told (D-23). */
  closeForm(): void;
  /** Writes a message. */
  type(text: string): Stored;
  /** Deletes a message; the bot may be told. */
  remove(message: string | Pick<Seen, "id">): void;
  /** Dismisses an ephemeral message, the newest where none is named; the bot is not told (D-12). */
  dismiss(message?: string | Pick<Seen, "id">): void;
  /** Where a button leads. */
  link(label: string): string;
  /** What this person sees here. */
  messages(): readonly Seen[];
  last(): Seen | undefined;
  /** Resolves with what they see as soon as this holds of it. */
  until(holds: (messages: readonly Seen[]) => boolean, what?: string): Promise<readonly Seen[]>;
  /** Resolves with the form as soon as one is open. */
  untilForm(): Promise<SeenForm>;
  /** What only a changed or old client sends: D-16, D-17. */
  forge: {
    /** A press or a choice with any id, as if it stood on the message; the bot's newest where none is named. */
    component(customId: string, more?: { on?: string; values?: readonly string[] }): Asked;
    command(name: string, values?: Values): Asked;
    /** A form that nobody opened. */
    form(customId: string, fields: Readonly<Record<string, string>>, more?: { on?: string }): Asked;
    /** Anything, in the envelope of an interaction of this kind. */
    anything(question: Question): Asked;
  };
};

type Submitted = { modal: Modal; interaction: Interaction; data: unknown };

export function actorIn(world: World, asker: Asker): Actor {
  const { person, channel } = asker;
  let submitted: Submitted | undefined;

  const ourSight = (): Stored[] => visibleTo(channel, person);
  const newestFirst = (): Stored[] => ourSight().reverse();
  const shows = (): string => written(seesOf(world, channel, person));
  const stored = (message: string | Pick<Seen, "id">): Stored => {
    const id = typeof message === "string" ? message : message.id;
    const found = ourSight().find((one) => one.id === id);
    if (found === undefined) throw new Error(`They see no message ${id}.\n${shows()}`);
    return found;
  };
  const question = (given: Question): Asked => ask(world, asker, given);

  const pressIn = (places: readonly Stored[], target: Target): Asked => {
    for (const source of places) {
      const button = partsByRow(source)
        .flatMap(({ part }) => (part.type === 2 ? [part] : []))
        .find((one) => isMeant(target, one));
      if (button === undefined) continue;
      if (button.disabled === true) throw new Error(`The button "${nameOf(target)}" is disabled.`);
      if (button.custom_id === undefined)
        throw new Error(`The button "${nameOf(target)}" is a link, to ${button.url}: use link()`);
      return question({
        kind: "component",
        source,
        data: { component_type: 2, custom_id: button.custom_id, id: button.id ?? 1 },
      });
    }
    throw new Error(`No message shows a button "${nameOf(target)}".\n${shows()}`);
  };

  const chooseAmong = (
    places: readonly Stored[],
    labels: readonly string[],
    fits: (select: Select) => boolean,
  ): Asked => {
    for (const source of places) {
      const selects = partsByRow(source)
        .flatMap(({ part }) => (part.type === 3 ? [part] : []))
        .filter(
          (one) => fits(one) && labels.every((label) => one.options.some((option) => option.label === label)),
        );
      const [select] = selects;
      if (select === undefined) continue;
      if (selects.length > 1)
        throw new Error(
          `Several selects of the message have ${labels.join(", ") || "options"}: use chooseIn()`,
        );
      return question({ kind: "component", source, data: chosen(select, labels) });
    }
    throw new Error(`No message shows a select with ${labels.join(", ") || "options"}.\n${shows()}`);
  };

  const submit = ({ modal, interaction, data }: Submitted): Asked => {
    submitted = { modal, interaction, data };
    // A form that a message opened tells of that message.
    return question({ kind: "modal", data, source: interaction.source, opener: interaction });
  };

  return {
    person,
    channel,
    command(name, values = {}) {
      const [first = "", ...path] = name.split(" ");
      return question({ kind: "command", data: commandData(offered(world, asker, 1, first), path, values) });
    },
    autocomplete(name, option, text, values = {}) {
      const [first = "", ...path] = name.split(" ");
      const command = offered(world, asker, 1, first);
      const data = typingData(command, path, { ...values, [option]: text }, option);
      const asked = question({ kind: "autocomplete", data });
      return {
        ...asked,
        async choices() {
          await asked.answered();
          return world.interactions.get(asked.id)?.choices ?? [];
        },
      };
    },
    messageCommand(name, message) {
      const target = stored(message);
      if (target.only !== undefined) throw new Error("D-12: an ephemeral message has no Apps menu");
      const { id } = offered(world, asker, 3, name);
      const resolved = { messages: { [target.id]: wireOf(world, target) } };
      return question({ kind: "command", data: { id, name, type: 3, target_id: target.id, resolved } });
    },
    press: (target) => pressIn(newestFirst(), target),
    pressOn: (message, target) => pressIn([stored(message)], target),
    choose: (...labels) => chooseAmong(newestFirst(), labels, () => true),
    chooseIn: (target, ...labels) => chooseAmong(newestFirst(), labels, (one) => isMeant(target, one)),
    chooseOn: (message, ...labels) => chooseAmong([stored(message)], labels, () => true),
    deselect: (target) =>
      chooseAmong(newestFirst(), [], (one) => target === undefined || isMeant(target, one)),
    form() {
      const open = world.modals.get(person.user.id);
      return open === undefined || open.channel !== channel ? undefined : formOf(open.modal);
    },
    fill(entries = {}) {
      const open = world.modals.get(person.user.id);
      if (open === undefined || open.channel !== channel) throw new Error(`No form is open.\n${shows()}`);
      const data = submission(open.modal, entries);
      world.modals.delete(person.user.id);
      return submit({ ...open, data });
    },
    fillAgain() {
      if (submitted === undefined) throw new Error("No form was submitted.");
      return submit(submitted);
    },
    closeForm() {
      if (!world.modals.delete(person.user.id)) throw new Error("No form is open.");
    },
    type(text) {
      if (text.trim() === "" || text.length > 2000)
        throw new Error("a client sends texts of 1 to 2000 characters");
      const said = blank(world, { channel, author: person.user });
      said.content = text.trim();
      keep(world, said);
      announce(world, "MESSAGE_CREATE", said);
      return said;
    },
    remove(message) {
      const one = stored(message);
      drop(world, one);
      announce(world, "MESSAGE_DELETE", one);
    },
    dismiss(message) {
      const one =
        message === undefined ? newestFirst().find(({ only }) => only !== undefined) : stored(message);
      if (one?.only === undefined) throw new Error(`There is no ephemeral message to dismiss.\n${shows()}`);
      drop(world, one);
    },
    link(label) {
      for (const one of newestFirst()) {
        const button = seen(world, one).buttons.find((other) => other.label === label);
        if (button?.url !== undefined) return button.url;
      }
      throw new Error(`No message shows a link "${label}".\n${shows()}`);
    },
    messages: () => seesOf(world, channel, person),
    last() {
      const newest = ourSight().at(-1);
      return newest === undefined ? undefined : seen(world, newest);
    },
    until: (holds, what = "what was waited for") =>
      when(
        world,
        () => {
          const messages = seesOf(world, channel, person);
          return holds(messages) ? messages : undefined;
        },
        () => `They never saw ${what}. They see:\n${shows()}`,
      ),
    untilForm: () =>
      when(
        world,
        () => {
          const open = world.modals.get(person.user.id);
          return open?.channel === channel ? formOf(open.modal) : undefined;
        },
        () => `No form was opened. They see:\n${shows()}`,
      ),
    forge: {
      component(customId, { on, values } = {}) {
        const source = on === undefined ? newestFirst().find(({ byBot }) => byBot) : channel.messages.get(on);
        const data =
          values === undefined
            ? { component_type: 2, custom_id: customId, id: 1 }
            : { component_type: 3, custom_id: customId, id: 1, values, resolved: {} };
        return question({ kind: "component", source, data });
      },
      command: (name, values = {}) => question({ kind: "command", data: strayData(world, name, values) }),
      form(customId, fields, { on } = {}) {
        const components = Object.entries(fields).map(([custom_id, value], at) => ({
          type: 18,
          id: 2 * at + 1,
          component: { type: 4, id: 2 * at + 2, custom_id, value },
        }));
        const source = on === undefined ? undefined : channel.messages.get(on);
        return question({ kind: "modal", source, data: { custom_id: customId, components, resolved: {} } });
      },
      anything: question,
    },
  };
}

function nameOf(target: Target): string {
  return typeof target === "string" ? target : target.customId;
}

/** A button by its label, a select by its placeholder, either by its id. */
function isMeant(target: Target, part: Button | Select): boolean {
  if (typeof target !== "string") return part.custom_id === target.customId;
  if (part.type === 3) return part.placeholder === target;
  const face = [part.emoji?.name, part.label].filter((one) => one !== undefined && one !== "").join(" ");
  return face === target || part.label === target;
}

/** What a client sends of options that are chosen, checked as it checks them (D-22). */
function chosen(select: Select, labels: readonly string[]): unknown {
  if (select.disabled === true) throw new Error("The select is disabled.");
  const { min_values: least = 1, max_values: most = 1, options, custom_id, id = 1 } = select;
  if (labels.length < least || labels.length > most)
    throw new Error(`The select takes ${least} to ${most} options, not ${labels.length}.`);
  const values = options.filter(({ label }) => labels.includes(label)).map(({ value }) => value);
  return { component_type: 3, custom_id, id, values, resolved: {} };
}
