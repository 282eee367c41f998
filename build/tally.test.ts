import { describe, expect, it } from "vitest";
import { fromPlaywright, fromVitest, isGood, NOTHING, ofRunner, sum, summary } from "./tally.ts";

describe("the summary line", () => {
  it("names passed and failed, and skipped only where something was skipped", () => {
    expect(summary({ passed: 12, failed: 0, skipped: 0 })).toBe("12 passed, 0 failed");
    expect(summary({ passed: 12, failed: 3, skipped: 1 })).toBe("12 passed, 3 failed, 1 skipped");
  });

  it("adds up all steps", () => {
    const lint = { passed: 1, failed: 0, skipped: 0 };
    const unit = { passed: 40, failed: 2, skipped: 3 };
    expect(sum([lint, unit, NOTHING])).toEqual({ passed: 41, failed: 2, skipped: 3 });
  });

  it("does not call a run good in which nothing ran", () => {
    expect(isGood({ passed: 1, failed: 0, skipped: 5 })).toBe(true);
    expect(isGood({ passed: 0, failed: 0, skipped: 5 })).toBe(false);
    expect(isGood({ passed: 9, failed: 1, skipped: 0 })).toBe(false);
  });
});

describe("the counts of a test runner", () => {
  const vitest = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, success: true };

  it("are read from Vitest's report", () => {
    expect(ofRunner(0, vitest, fromVitest)).toEqual({ passed: 7, failed: 0, skipped: 2 });
    expect(ofRunner(1, { ...vitest, numFailedTests: 4 }, fromVitest)).toEqual({ passed: 7, failed: 4, skipped: 2 });
  });

  it("are read from Playwright's report, where a flaky test has failed", () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 3 } };
    expect(ofRunner(1, report, fromPlaywright)).toEqual({ passed: 5, failed: 3, skipped: 3 });
  });

  it("hold a failure when the runner failed though every test passed, as with a file that does not load", () => {
    expect(ofRunner(1, vitest, fromVitest)).toEqual({ passed: 7, failed: 1, skipped: 2 });
  });

  it("hold a failure when the runner wrote no report or ran no test", () => {
    expect(ofRunner(0, undefined, fromVitest).failed).toBe(1);
    expect(ofRunner(0, { stats: { skipped: 4 } }, fromPlaywright)).toEqual({ passed: 0, failed: 1, skipped: 4 });
  });
});
