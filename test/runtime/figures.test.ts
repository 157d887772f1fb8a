import { describe, expect, it } from "vitest";
import type { Asking } from "../../src/runtime/asking.js";
import type { Screen } from "../../src/screen.js";
import { asking, type Bench, bench, command, member, press, text } from "../support/runtime.js";

/** Takes every figure for a cry for help. */
const alarmed: Asking = { ...asking, guard: (words) => (/\d|night/.test(words) ? "crisis" : null) };

/** At the first question of /denied that takes a number; the one after it takes a day. */
async function atNumber(): Promise<{ made: Bench; screen: Screen | undefined }> {
  const made = await bench({ asking: alarmed });
  await made.say(press("o:b214", (await made.say(command("denied")))[0]));
  for (const words of ["None of these", "None of these"]) await made.say(text(words));
  const [screen] = await made.say(text("No, in another country"));
  expect(screen?.at.id).toBe("refusals");
  return { made, screen };
}

describe("a day or a number in which a guard hears a cry for help", () => {
  it("is the answer where one is asked for", async () => {
    const { made } = await atNumber();
    expect((await made.say(text("2")))[0]?.at.id).toBe("refused-on");
    const [which] = await made.say(text("3/4/2026"));
    expect(which?.at.kind).toBe("which-day");
    expect((await made.say(text("12.3.2027")))[0]?.at.id).toBe("refused-on");
    expect((await made.say(text("20 April 2026")))[0]?.at.id).toBe("applied-at");
  });

  it("is the answer in a form, and in the member's own words for a day", async () => {
    const { made, screen } = await atNumber();
    const turn = screen?.turn ?? 0;
    const [day] = await made.say({ type: "form", fields: { refusals: "2" }, turn });
    expect(day?.at.id).toBe("refused-on");
    expect((await made.say(text("tonight")))[0]?.at.id).toBe("applied-at");
  });

  it("is heard where something else is asked for, with other words beside it, in a group, and without the store", async () => {
    const { made } = await atNumber();
    const heard = async (bench: Bench, words: string, more = {}): Promise<void> =>
      expect((await bench.say(text(words), more))[0]?.at).toMatchObject({ kind: "article", id: "crisis" });
    await heard(made, "20 April 2026");
    await heard(made, "988");
    await heard(made, "it ends tonight, all 2 of us");
    await heard(made, "2", { where: "group" });
    await made.say(command("timeline"));
    expect((await made.say(text("2027")))[0]?.at.id).toBe("stage");
    await heard(made, "2027");
    const away = await bench({
      asking: alarmed,
      wrap: (members) => ({ ...members, load: async () => ({ kind: "unavailable", why: "down" }) }),
    });
    await heard(away, "2027");
    expect(await away.store.members("test").held(member)).toEqual({ kind: "nothing" });
  });
});
