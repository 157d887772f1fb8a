/** What vitest's own JSON report says, as one line. */

/**
 * What was counted, or undefined where the text is no report. A file that failed without a failed test of its own
 * (it could not be loaded, or something around its tests failed) counts as one failure.
 */
export function readReport(text) {
  let report;
  try {
    report = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(report?.testResults)) return undefined;
  const counted = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    let failures = 0;
    for (const test of file.assertionResults) {
      if (test.status === "passed") counted.passed += 1;
      else if (test.status === "failed") failures += 1;
      else counted.skipped += 1;
    }
    counted.failed += file.status === "failed" ? Math.max(1, failures) : failures;
  }
  return counted;
}

/** `12 passed, 0 failed`, and how many were skipped where any were. */
export function countLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}
