/** A talk, gone through on every platform at once, and what is seen held against each other after each act. */
import type { Library } from "../../../src/content/library.js";
import type { Asking } from "../../../src/runtime/asking.js";
import type { Act, Talk, TalkFile } from "../talk-language.js";
import { createMember, type Member, type Seen as Shown } from "../talk-member.js";
import type { Platform, SeatWithView } from "./platform.js";
import { difference, type Names, type Sight, sightOf } from "./sight.js";

/** Where a talk ends for a platform, since nobody can do there what comes next. */
export type LeftOut = { platform: string; act: string };

export type Outcome = {
  /** With file and line, what was done, and what one has and the other lacks. */
  differences: readonly string[];
  leftOut: readonly LeftOut[];
  /** How many screens were held against that of another platform. */
  compared: number;
};

type Taking = { platform: string; member: Member; seat: SeatWithView };

/** What is done at once on all platforms: `sight` where the bot has answered, `broke` where it could not. */
type Done = { taking: Taking; did: "unsent" | "impossible" } | { taking: Taking; sight: Sight } | Broken;
type Broken = { taking: Taking; broke: string };

/**
 * Goes through it. A platform on which something cannot be done takes no further part, unless it can be done nowhere: then
 * all go on without it.
 */
export async function goThrough(
  bot: { library: Library; asking: Asking },
  platforms: readonly Platform[],
  { file, usual }: TalkFile,
  talk: Talk,
): Promise<Outcome> {
  const everybody = platforms.map((platform) => sitDown(bot, platform, usual));
  const differences: string[] = [];
  const leftOut: LeftOut[] = [];
  let compared = 0;
  let taking: readonly Taking[] = everybody;
  try {
    for (const step of talk.steps) {
      if (!("act" in step)) continue;
      const where = `${file}:${step.line}: "${shortened(step.text)}"`;
      const done = await Promise.all(taking.map((one) => act(bot.library, one, step)));
      const broken = done.filter((one) => "broke" in one);
      differences.push(...broken.map((one) => `${where}: ${one.taking.platform}: ${one.broke}`));
      const impossible = done.filter((one) => "did" in one && one.did === "impossible");
      leftOut.push(
        ...impossible.map((one) => ({ platform: one.taking.platform, act: shortened(step.text) })),
      );
      const out = impossible.length === done.length ? [] : impossible.map((one) => one.taking);
      taking = taking.filter((one) => !out.includes(one) && !broken.some(({ taking: gone }) => gone === one));
      const [first, ...others] = done.filter((one) => "sight" in one);
      if (first === undefined) continue;
      compared += others.length;
      differences.push(
        ...others.flatMap((other) =>
          difference(other.sight, first.sight).map(
            (what) => `${where}: ${other.taking.platform}, beside ${first.taking.platform}, has ${what}`,
          ),
        ),
      );
    }
    return { differences, leftOut, compared };
  } finally {
    for (const { seat } of everybody) await seat.leave();
  }
}

function sitDown(
  { library, asking }: { library: Library; asking: Asking },
  platform: Platform,
  usual: TalkFile["usual"],
): Taking {
  const taken: SeatWithView[] = [];
  const member = createMember(library, asking, usual, (host) => {
    const seat = platform.sit(host);
    taken.push(seat);
    return seat;
  });
  const [seat] = taken;
  if (seat === undefined) throw new Error(`nobody sits on ${platform.name}`);
  return { platform: platform.name, member, seat };
}

async function act(library: Library, taking: Taking, given: Act): Promise<Done> {
  const { member, seat } = taking;
  try {
    const did = await member.act(given);
    if (did !== "answered") return { taking, did };
    const shown = member.seen();
    const sight = sightOf(seat.sees(), library.interface.buttons?.done ?? "", namesOn(library, shown));
    const { kind, part } = shown.screen.at;
    return kind === "plan" && part === 1 && !sight.plan.some((one) => one.startsWith("verdict "))
      ? { taking, broke: "no verdict can be read on the plan" }
      : { taking, sight };
  } catch (error) {
    return { taking, broke: error instanceof Error ? error.message : String(error) };
  }
}

function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}

/** The names that a plan of the flow on the screen can show. */
function namesOn(library: Library, { page, screen }: Shown): Names {
  if (page === undefined || !("plan" in page) || !["plan", "group", "action"].includes(screen.at.kind))
    return [];
  const words = library.flowWords[page.flow];
  const of = (kind: string, all: Readonly<{ [id: string]: { title: string } }> = {}): Names =>
    Object.values(all).map(({ title }) => ({ kind, name: title }));
  return [
    ...of("flag", words?.flags),
    ...of("verdict", words?.verdicts),
    ...of("group", words?.groups),
    ...of("step", words?.actions),
    ...of("draft", library.letterWords),
  ];
}
