/** What Discord takes. Lengths are UTF-16 units where nothing else is said; the numbers in brackets name the rules. */
import { screenLimits } from "../../src/screen.js";

export const limits = {
  ...screenLimits,
  /** Components of one message with those inside others, and all text of its text displays together (D-24). */
  components: 40,
  messageText: 4000,
  /** What a component carries, unique in its message (D-20). */
  customId: 100,
  /** Buttons in a row, and what stands on one (D-21). */
  rowButtons: 5,
  buttonLabel: 80,
  url: 512,
  /** The words and the value of an option of a select, and what stands in it before one is chosen (D-22). */
  optionText: 100,
  placeholder: 150,
  /** A form: its title, the name and the description of its field, and what can be typed into it (D-23). */
  formTitle: 45,
  fieldName: 45,
  fieldAbout: 100,
  typed: 4000,
  /** One file and all files of a message in bytes, and how many there may be (D-28). */
  file: 10 * 1024 * 1024,
  files: 25 * 1024 * 1024,
  attachments: 10,
  /** What describes a file. */
  alt: 1024,
  /** What opens a private answer. */
  payload: 64,
} as const;

/** How much of labels stands side by side on a phone, in UTF-16 units, and how much the edges of a button take of it. */
export const rowRoom = { all: 36, edges: 4 } as const;

/** What is asked of Discord, and remembered of it. */
export const live = {
  /** The first response must have come by then, and is given up somewhat earlier, in ms (D-8). */
  firstResponseMs: 3000,
  giveUpMs: 2500,
  /** How long a token takes responses after the first, in ms (D-8). */
  tokenMs: 15 * 60_000,
  /** Slash commands and message commands of one scope (D-2). */
  commands: 100,
  messageCommands: 15,
  /** Name and description of a command and of an option, and all of them together (D-1, D-2). */
  commandName: 32,
  commandAbout: 100,
  commandText: 8000,
  /** What is typed after a command: the longest question that is read. */
  question: 2000,
  /** What can be suggested while it is typed, and how long each may be (D-5). */
  suggestions: 25,
  suggestion: 100,
  /** Articles that a moderator can choose from. */
  posts: 10,
  /** The body of an interaction that comes by HTTP, in bytes. */
  interactionBody: 262_144,
  /**
   * After which a reply that nothing was shown in is taken back, in ms: longer than a lease, the next sweep and its send
   * together, so that whatever is to stand there can be there.
   */
  unfinishedMs: 30_000,
  /** When a first response is worth a line in the log, in ms. */
  slowFirstMs: 1500,
  /** How old or young a signature may be, in ms: longer than clocks differ, and too short to use what was recorded. */
  signatureMs: 300_000,
  /**
   * How long a call may wait in the library for its turn, in ms; after that it is known as a wait (DJ-4). Discord counts in
   * whole seconds, and one of them is soon over.
   */
  queueMs: 1200,
  /** Interactions that one process remembers, and places where a screen of several messages was begun. */
  recentUpdates: 2000,
  begun: 2000,
  /** What makes a second send of the same message none (D-27). */
  nonce: 25,
} as const;
