import { describe, expect, it } from "vitest";
import { countLine, readReport } from "./report.mjs";

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});
const report = (...testResults: object[]): string => JSON.stringify({ testResults });

describe("the line that closes a test run", () => {
  it("counts tests, not files", () => {
    const counted = readReport(
      report(file("passed", "passed", "passed"), file("failed", "failed", "passed")),
    );
    expect(counted).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it("counts a file that could not be loaded as failed", () => {
    expect(readReport(report(file("failed"), file("passed", "passed")))).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  it("counts a file as failed where what comes before its tests failed and they were skipped", () => {
    expect(readReport(report(file("failed", "skipped", "pending")))).toEqual({
      passed: 0,
      failed: 1,
      skipped: 2,
    });
  });

  it("is no report where the runner was cut off", () => {
    expect(readReport('{"testResults": [')).toBeUndefined();
    expect(readReport("null")).toBeUndefined();
  });

  it("names skipped tests only where there are any", () => {
    expect(countLine({ passed: 12, failed: 0, skipped: 0 })).toBe("12 passed, 0 failed");
    expect(countLine({ passed: 12, failed: 1, skipped: 2 })).toBe("12 passed, 1 failed, 2 skipped");
  });
});
