/** What the shipped look-ups show, and never show. */
import { describe, expect, it } from "vitest";
import { drawingText } from "../../src/content/drawing.js";
import type { Setting } from "../../src/content/screens/common.js";
import { own } from "../../src/engine/flow.js";
import { composeLookup } from "../../src/lookup/compose.js";
import { drawingOf, keysHeld } from "../../src/lookup/entry.js";
import { lookUp } from "../../src/lookup/find.js";
import type { LookupPage } from "../../src/lookup/page.js";
import { screenText } from "../../src/screen.js";
import { shipped } from "../support/shipped.js";

const { library } = await shipped();
const setting: Setting = { now: Date.parse("2026-11-24T12:00:00Z"), today: "2026-11-24", sessionDays: 120 };

function found(command: string, typed: string): LookupPage {
  const lookup = own(library.lookups, command);
  if (lookup === undefined) throw new Error(`there is no look-up ${command}`);
  return lookUp(library, lookup, typed);
}

function entry(typed: string, command = "specialty"): string {
  const page = found(command, typed);
  return page.kind === "look-up-entry" ? page.entry : `${page.kind} ${"found" in page ? page.found : ""}`;
}

function textOf(page: LookupPage): string {
  return screenText(composeLookup(library, page, setting));
}

const specialties = keysHeld(library, library.lookups.specialty ?? missing());

function missing(): never {
  throw new Error("there is no look-up specialty");
}

describe("/specialty", () => {
  it.each([
    ["IM", "internal-medicine"],
    ["gen surg", "general-surgery"],
    ["peds", "pediatrics"],
    ["Paediatrics", "pediatrics"],
    ["ob gyn", "obstetrics-gynecology"],
    ["OB/GYN", "obstetrics-gynecology"],
    ["anaesthesia", "anesthesiology"],
    ["anestesiology", "anesthesiology"],
    ["internl medcine", "internal-medicine"],
    ["pm&r", "physical-medicine"],
    ["med/peds", "medicine-pediatrics"],
    ["what about family medicine for me", "family-medicine"],
    ["neurosurgery", "neurological-surgery"],
    ["orthopedics", "orthopaedic-surgery"],
    ["all", "all"],
    ["diagnostic rads", "diagnostic-radiology"],
    ["NSX", "neurological-surgery"],
    ["gen sx", "general-surgery"],
    ["PM and R", "physical-medicine"],
    ["pediatrician", "pediatrics"],
    ["anaesthetics", "anesthesiology"],
    ["gynae", "obstetrics-gynecology"],
  ])("%j is %s", (typed, key) => {
    expect(entry(typed)).toBe(key);
  });

  it.each([
    ["surgery", "several"],
    ["medicine", "several"],
    ["radiology", "several"],
    ["rads", "several"],
    ["med", "several"],
    // Not orthopedics, which is as near.
    ["optho", "without"],
    ["nephrology", "near"],
    // Psychiatry or physiatry.
    ["psyciatry", "near"],
    ["urology", "without"],
    ["wizardry", "none"],
    ["", "all"],
  ])("%j shows a list: %s", (typed, why) => {
    expect(entry(typed)).toBe(`look-up ${why}`);
  });

  it("lists what there is, and for what is not held or not known too", () => {
    for (const typed of ["", "urology", "wizardry"]) {
      expect(textOf(found("specialty", typed))).toContain("Vascular Surgery");
    }
  });

  it("shows each specialty as history, with years, and Step 1 never without its end", () => {
    for (const key of specialties) {
      const text = textOf({ kind: "look-up-entry", lookup: "specialty", entry: key, part: 1 });
      expect(text).toContain("history, not a goal");
      expect(text).toContain("Step 1 is pass/fail since 26 January 2022");
      const lookup = library.lookups.specialty ?? missing();
      const drawing = drawingOf(library, lookup, key);
      if (drawing === undefined) continue;
      const beside = drawingText(drawing);
      expect(beside).toMatch(/2018[\s\S]*History, not a goal/);
      if (beside.includes("Step 1")) expect(beside).toContain("Pass/fail since 26 January 2022: not a goal");
    }
  });

  it("has at most two newer figures on a screen, each with its source there", () => {
    let quoted = 0;
    for (const key of specialties) {
      const { body } = composeLookup(
        library,
        { kind: "look-up-entry", lookup: "specialty", entry: key, part: 1 },
        setting,
      );
      const heads = body.flatMap((block, index) =>
        block.kind === "heading" &&
        /^(2024|2026) Match/.test(JSON.stringify(block.line).replace(/^.*?"text":"/, ""))
          ? [index]
          : [],
      );
      expect(heads.length).toBeLessThanOrEqual(2);
      quoted += heads.length;
      for (const at of heads) {
        const rest = body.slice(at + 1);
        const end = rest.findIndex((block) => block.kind === "heading");
        const part = rest.slice(0, end);
        expect(part.filter((block) => block.kind === "list").flatMap((block) => block.items)).toHaveLength(1);
        expect(JSON.stringify(part)).toMatch(/"link":"https:/);
      }
    }
    expect(quoted).toBeGreaterThan(0);
  });

  it("leaves the misprinted cell empty and says so", () => {
    const text = textOf(found("specialty", "pediatrics"));
    expect(text).toContain("US IMGs, matched: no value in the source");
    expect(text).toContain("a digit is missing");
    expect(
      library.data["step2-2018"]?.rows.find((row) => row.specialty === "pediatrics")?.["us-img-matched"],
    ).toBe("");
  });

  it("says that the shares of 2018 do not agree with official figures", () => {
    const shares = specialties
      .map((entry) => textOf({ kind: "look-up-entry", lookup: "specialty", entry, part: 1 }))
      .filter((text) => text.includes("positions filled by IMGs\n\nThe author"));
    expect(shares.length).toBeGreaterThan(0);
    for (const text of shares) expect(text).toContain("do not agree with official");
    expect(textOf(found("specialty", "family medicine"))).toContain("30.1 percent");
    expect(textOf(found("specialty", "all"))).toContain("22.7 percent");
  });

  it("holds no more of the report of 2026 than single figures", () => {
    expect(library.data["preferred-2026"]?.columns).toEqual(["matched"]);
    expect(library.data["preferred-2026"]?.rows.length).toBeLessThan(10);
  });
});

describe("/ecfmg", () => {
  it.each([
    ["step 3", "step-3"],
    ["rank list", "rank-list"],
    ["start residency", "start"],
    ["what do i need to apply for residency", "eras"],
  ])("%j is %s", (typed, key) => {
    expect(entry(typed, "ecfmg")).toBe(key);
  });

  it("shows the whole table as text too", () => {
    const text = textOf(found("ecfmg", ""));
    expect(text).toContain("Register for USMLE Step 3 | needed | needed | needed");
    expect(text).not.toContain("Step 2 CS");
  });

  it("says of the portal that it is only reported", () => {
    expect(textOf(found("ecfmg", "usmle"))).toContain("It is reported");
  });
});
