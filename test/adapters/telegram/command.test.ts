import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  commandIn,
  folded,
  isFor,
  isRegistrable,
  tappable,
  withTappable,
} from "../../../adapters/telegram/command.js";

const names = new Set(["denied", "h1b-backed-out", "h1b", "ask", "start", "visa", "j-1"]);
const knows = (name: string): boolean => names.has(name);
const withoutShort = (name: string): boolean => name !== "h1b" && names.has(name);

describe("the command that a text begins with", () => {
  const dashes = ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "--", "_", "\u2014\u2014"];

  it.each(dashes)("T-3: is known with %j for its hyphens, whatever words follow", (dash) => {
    const typed = `/h1b${dash}backed${dash}out`;
    expect(commandIn(typed, knows)).toEqual({ name: "h1b-backed-out", rest: "" });
    expect(commandIn(`${typed} what now`, knows)).toEqual({ name: "h1b-backed-out", rest: "what now" });
    expect(commandIn(`${typed}@TheBot what now`, knows)).toEqual({
      name: "h1b-backed-out",
      rest: "what now",
      to: "TheBot",
    });
  });

  it("T-3: is the longest one that is known, so that /h1b can stand beside /h1b-backed-out", () => {
    expect(commandIn("/h1b", knows)?.name).toBe("h1b");
    expect(commandIn("/h1b now", knows)).toEqual({ name: "h1b", rest: "now" });
    expect(commandIn("/h1b-backed-out", knows)?.name).toBe("h1b-backed-out");
    expect(commandIn("/h1b-backed-out", withoutShort)?.name).toBe("h1b-backed-out");
  });

  it("T-3: is what the server marks where the whole word is unknown", () => {
    expect(commandIn("/h1b-backed-of now", knows)).toEqual({ name: "h1b", rest: "backed-of now" });
    expect(commandIn("/ask:and/or now", knows)).toEqual({ name: "ask", rest: "and/or now" });
    expect(commandIn("/ask:what is 214(b)?", knows)).toEqual({ name: "ask", rest: "what is 214(b)?" });
    expect(commandIn("/h1b-backed-of now", withoutShort)).toEqual({ name: "h1b-backed-of", rest: "now" });
  });

  it.each([
    "/denied.",
    "/denied!",
    "/denied,",
    "/denied…",
    "/denied-",
    "/denied)",
    "/denied\u200b",
    "\u2009/denied",
  ])("T-2, T-3: %j is /denied", (text) => {
    expect(commandIn(text, knows)).toEqual({ name: "denied", rest: "" });
  });

  it.each(["/Denied", "/DENIED", "/dEnIeD"])("T-4: %s is /denied", (text) => {
    expect(commandIn(text, knows)).toEqual({ name: "denied", rest: "" });
  });

  it("T-4: is known with capitals and with the dash that a phone makes of two hyphens", () => {
    expect(commandIn("/H1B\u2014Backed\u2014Out", knows)?.name).toBe("h1b-backed-out");
    expect(commandIn("/J\u20131", knows)?.name).toBe("j-1");
  });

  it("T-6: names the bot that it is for, whatever its capitals", () => {
    expect(commandIn("/denied@TheBot", knows)).toEqual({ name: "denied", rest: "", to: "TheBot" });
    expect(commandIn("/denied@TheBot.", knows)).toEqual({ name: "denied", rest: "", to: "TheBot" });
    expect(commandIn("/denied@TheBot: now", knows)).toEqual({ name: "denied", rest: "now", to: "TheBot" });
    expect(commandIn("/denied@", knows)).toEqual({ name: "denied", rest: "" });
    expect(isFor("thebot", "TheBot")).toBe(true);
    expect(isFor("TheBot2", "TheBot")).toBe(false);
  });

  it("T-6: names it also where only what the server marks is known", () => {
    expect(commandIn("/h1b-backed-of@OtherBot now", knows)).toEqual({
      name: "h1b",
      rest: "backed-of now",
      to: "OtherBot",
    });
    expect(commandIn("/ask@TheBot:what is it?", knows)).toEqual({
      name: "ask",
      rest: "what is it?",
      to: "TheBot",
    });
  });

  it("keeps the words after it, with their lines", () => {
    expect(commandIn("/ask what\nis  it? ", knows)).toEqual({ name: "ask", rest: "what\nis  it?" });
    expect(commandIn("/ask\nwhat", knows)).toEqual({ name: "ask", rest: "what" });
  });

  it("is unknown by the whole word that was typed", () => {
    expect(commandIn("/second_looc@TheBot now", knows)).toEqual({
      name: "second-looc",
      rest: "now",
      to: "TheBot",
    });
    expect(commandIn(`/${"a".repeat(70)}`, knows)?.name).toBe("a".repeat(70));
  });

  it.each([
    "",
    "/",
    "/ denied",
    "//denied",
    "/-",
    "/.",
    "/@TheBot",
    "/a/b",
    "/denied/",
    "denied",
    "see /denied",
    "1/2",
  ])("is not in %j", (text) => {
    expect(commandIn(text, knows)).toBeUndefined();
  });

  it("is read from any text without throwing, and only from one that begins with a slash", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.string().map((one) => `/${one}`),
        ),
        (text) => {
          if (commandIn(text, knows) !== undefined) expect(text.trimStart().startsWith("/")).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("names of commands", () => {
  it("T-1: are registered with underscores, at most 32 of them", () => {
    expect(tappable("h1b-backed-out")).toBe("h1b_backed_out");
    expect(isRegistrable("h1b_backed_out")).toBe(true);
    expect(["h1b-backed-out", "Denied", "", "a".repeat(33), "später"].some(isRegistrable)).toBe(false);
  });

  it("fold to what was registered, however they are typed", () => {
    expect(folded("H1B_Backed\u2212Out")).toBe("h1b-backed-out");
  });

  it.each([
    ["Type /h1b-backed-out now.", "Type /h1b_backed_out now."],
    ["/second-look, /stuck-abroad", "/second_look, /stuck_abroad"],
    ["(/h1b-backed-out)", "(/h1b_backed_out)"],
    ["J-1/h-1b and/or well-known", "J-1/h-1b and/or well-known"],
    ["https://a.example/one-two", "https://a.example/one-two"],
    ["/denied", "/denied"],
  ])("T-5: %j is printed as %j", (text, printed) => {
    expect(withTappable(text)).toBe(printed);
  });
});
