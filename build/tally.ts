/** How many checks went which way. */
export type Tally = { passed: number; failed: number; skipped: number };

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };
export const ONE_PASSED: Tally = { passed: 1, failed: 0, skipped: 0 };
export const ONE_FAILED: Tally = { passed: 0, failed: 1, skipped: 0 };

export const sum = (tallies: Tally[]): Tally =>
  tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    NOTHING,
  );

/** `N passed, N failed`, and `, N skipped` where something was. */
export const summary = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;

/** A run is good when nothing failed and something passed: a run without tests proves nothing. */
export const isGood = ({ passed, failed }: Tally): boolean => failed === 0 && passed > 0;

const count = (value: unknown): number => (typeof value === "number" && value > 0 ? value : 0);

/** What Vitest's JSON report says. Todo tests count as skipped. */
export const fromVitest = (report: Record<string, unknown>): Tally => ({
  passed: count(report.numPassedTests),
  failed: count(report.numFailedTests),
  skipped: count(report.numPendingTests) + count(report.numTodoTests),
});

/** What Playwright's JSON report says. A test that passes only when tried again has failed. */
export const fromPlaywright = (report: Record<string, unknown>): Tally => {
  const stats = (report.stats ?? {}) as Record<string, unknown>;
  return {
    passed: count(stats.expected),
    failed: count(stats.unexpected) + count(stats.flaky),
    skipped: count(stats.skipped),
  };
};

/**
 * The count of a test runner's step. The exit code has the last word: a file that does not load, an unhandled error or an
 * empty run is a failure that no test of the report stands for.
 *
 * @param report The parsed JSON report; `undefined` where the runner wrote none.
 * @param read Reads that runner's counts.
 */
export const ofRunner = (
  exitCode: number,
  report: Record<string, unknown> | undefined,
  read: (report: Record<string, unknown>) => Tally,
): Tally => {
  const tally = report ? read(report) : NOTHING;
  const ran = tally.passed + tally.failed > 0;
  const hiddenFailure = tally.failed === 0 && (exitCode !== 0 || !ran);
  return hiddenFailure ? sum([tally, ONE_FAILED]) : tally;
};
