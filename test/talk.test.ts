/** Whole conversations by name, not by prose: every `.talk` file of test/talk, over the runtime and the shipped content. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { shipped } from "./support/shipped.js";
import { askingOf } from "./support/studied.js";
import { doubt } from "./support/talk-claims.js";
import { parseTalks, type Talk, type TalkFile } from "./support/talk-language.js";
import { createMember } from "./support/talk-member.js";

const folder = fileURLToPath(new URL("talk", import.meta.url));
const { library } = await shipped();
const asking = askingOf(library);

/** Goes through a talk; the first line that does not hold is an error with its file and line. */
async function hold({ file, usual }: TalkFile, talk: Talk): Promise<void> {
  const member = createMember(library, asking, usual);
  for (const step of talk.steps) {
    try {
      if ("act" in step) {
        await member.act(step);
        continue;
      }
      const doubted = doubt(step, member.seen(), await member.session());
      if (doubted !== undefined) throw new Error(doubted);
    } catch (error) {
      throw new Error(
        `${file}:${step.line}: "${step.text}": ${error instanceof Error ? error.message : error}`,
      );
    }
  }
}

function usualOf(name: string): string | undefined {
  const path = `${folder}/${name}.usual`;
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

const files = readdirSync(folder)
  .filter((name) => name.endsWith(".talk"))
  .sort()
  .map((name) => parseTalks(`test/talk/${name}`, readFileSync(`${folder}/${name}`, "utf8"), usualOf));

describe.each(files.map((file) => [file.file, file] as const))("%s", (_name, file) => {
  it.each(file.talks.map((talk) => [talk.title, talk] as const))("%s", (_title, talk) => hold(file, talk));
});

describe("a talk that does not hold", () => {
  it.each([
    ["/denied\nat plan", 'a.talk:3: "at plan": expected to be at plan; came question section'],
    [
      "/denied\nsection: b214\nsection: b214",
      'a.talk:4: "section: b214": expected the question section; came the question history',
    ],
    [
      "/denied\ntext hello\nat stop inadmissible",
      'a.talk:4: "at stop inadmissible": expected to be at stop inadmissible; came question section (buttons-please)',
    ],
    [
      "/denied\npress b215",
      'a.talk:3: "press b215": expected a button "b215"; the screen has o:b214, o:g221, o:a212, o:other, unsure, why, review, pause, person',
    ],
    ["/denied\nexpect miss empty", 'a.talk:3: "expect miss empty": expected miss empty; there is none'],
    [
      "/denied\nsection: b214\nexpect no answer section",
      'a.talk:4: "expect no answer section": expected no answer section; came section b214',
    ],
    ["/denied\nexpect verdict x", 'a.talk:3: "expect verdict x": expected a plan; came question section'],
    ["/denied\nrest", 'a.talk:3: "rest": the file has no usual answer to the question section'],
    ["why", 'a.talk:2: "why": nothing has been said yet: begin with a command'],
  ])("%j says file, line, what was expected and what came", async (lines, problem) => {
    const file = parseTalks("a.talk", `talk of nothing\n${lines}\n`);
    await expect(Promise.all(file.talks.map((talk) => hold(file, talk)))).rejects.toThrow(problem);
  });

  it.each([
    ["talk a\nexpekt plan", 'a.talk:2: "expekt plan" is no line of this language'],
    ["talk a\nexpect colour blue", 'a.talk:2: "expect colour blue" is no line of this language'],
    ["talk a\ntoday is Friday", 'a.talk:2: "today is Friday" is no line of this language'],
    ["talk a\nexpect verdict", 'a.talk:2: "expect verdict" is no line of this language'],
    ["/denied", 'a.talk:1: "/denied" stands before the first talk; only "usual NAME" does'],
    ["usual nobody", "a.talk:1: there is no file nobody.usual"],
    ["# nothing", 'a.talk:1: there is no talk; begin one with "talk" and what it is about'],
  ])("%j cannot be read", (text, problem) => {
    expect(() => parseTalks("a.talk", text)).toThrow(problem);
  });
});
