// How many checks passed and failed, read from the reports of the tools.

/** vitest's JSON report; a file that could not be loaded counts as one failure. */
export function fromVitest(report) {
  if (!report) return undefined;
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken };
}

/** Playwright's JSON report; a flaky test passed at last; an error outside of tests (the server did not start) is a failure. */
export function fromPlaywright(report) {
  if (!report) return undefined;
  const { expected, flaky, unexpected } = report.stats;
  return { passed: expected + flaky, failed: unexpected + report.errors.length };
}

/** The last `N passed, N failed` that a tool printed. */
export function fromVerify(output) {
  const found = [...output.matchAll(/(\d+) passed, (\d+) failed/g)].at(-1);
  return found && { passed: Number(found[1]), failed: Number(found[2]) };
}

/** All figures together. */
export function sum(results) {
  return results.reduce((all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }), { passed: 0, failed: 0 });
}
