/** `preceptor chat`: a conversation in the terminal, or as lines of JSON. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Reply, Update } from "../adapter.js";
import type { Event } from "../engine/event.js";
import { own } from "../engine/flow.js";
import type { Page } from "../engine/page.js";
import type { Attachment, Screen } from "../screen.js";
import { readEvent } from "./json-event.js";
import { jsonScreen } from "./json-screen.js";
import { linesOf } from "./lines.js";
import type { Folders, Parts } from "./parts.js";
import { soundLibrary } from "./sound.js";

export type ChatOptions = {
  folders: Folders;
  /** What is said first: a command and what follows it. */
  first: readonly string[];
  form: "terminal" | "json";
  /** The folder for files that the bot hands out. */
  files?: string;
};

/** Talks until the input ends. 0 when it did, 1 when flows or content cannot be used. */
export async function chat(parts: Parts, options: ChatOptions, gone: AbortSignal): Promise<number> {
  const loaded = await soundLibrary(parts, options.folders);
  if (loaded === undefined) return 1;
  const pages: { newest?: Page } = {};
  const conversation = await parts.open(loaded, (page) => {
    pages.newest = page;
  });
  try {
    if (options.form === "terminal") {
      const { files } = options;
      await parts.talk(conversation.host, {
        io: parts.io,
        words: own(loaded.library.interface, "terminal") ?? {},
        marks: understandsMarks(parts) ? "ansi" : "plain",
        keeps: conversation.keeps,
        first: firstEvent(options.first) ?? { type: "command", name: "start", rest: "" },
        ...(files === undefined ? {} : { save: (file: Attachment) => save(file, files) }),
        gone,
      });
      return 0;
    }
    await chatInJson(parts, options, gone, {
      receive: (update, reply) => conversation.host.receive(update, reply),
      write: (screen) => jsonScreen(screen, pages.newest, loaded.library),
    });
    return 0;
  } finally {
    await conversation.close();
  }
}

/** Colours only for a terminal, and not where NO_COLOR asks for none (no-color.org: any value but the empty one). */
function understandsMarks(parts: Pick<Parts, "io" | "environment">): boolean {
  return parts.io.output.isTTY === true && (parts.environment.NO_COLOR ?? "") === "";
}

type Talked = {
  receive(update: Update, reply: Reply): Promise<void>;
  write(screen: Screen): object;
};

async function chatInJson(
  parts: Parts,
  options: ChatOptions,
  gone: AbortSignal,
  talked: Talked,
): Promise<void> {
  const { io } = parts;
  const begun = parts.now();
  let standing: Screen | undefined;
  let said = 0;
  const print = (value: object): void => {
    io.output.write(`${JSON.stringify(value)}\n`);
  };
  const say = async (event: Event): Promise<void> => {
    said += 1;
    const update: Update = {
      id: `${begun}-${said}`,
      member: "terminal:you",
      at: parts.now(),
      where: "private",
      address: "terminal",
      event,
    };
    await talked.receive(update, {
      confirm: () => undefined,
      show: async (screen, signal) => {
        signal.throwIfAborted();
        standing = screen;
        print(talked.write(screen));
      },
    });
  };
  const first = firstEvent(options.first);
  if (first !== undefined) await say(first);
  for await (const line of linesOf(io.input, gone)) {
    if (line.trim() === "") continue;
    const read = readEvent(line, standing);
    if ("error" in read) print(read);
    else await say(read.event);
  }
}

function firstEvent(words: readonly string[]): Event | undefined {
  const [name, ...rest] = words.join(" ").trim().split(/\s+/);
  return name === undefined || name === ""
    ? undefined
    : { type: "command", name: name.replace(/^\//, ""), rest: rest.join(" ") };
}

/** Writes a file under its own name; one of the same name is replaced, as it is the same file made anew. */
async function save(file: Attachment, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, file.name);
  await writeFile(path, file.bytes);
  return path;
}
