/** What one stage of the test run found, in the one shape that all runners are brought to. */
export interface StageReport {
  readonly passed: number
  readonly failed: number
  /** Tests that were left out, each with the reason it gave. */
  readonly skipped: readonly { readonly title: string; readonly reason: string }[]
  /** Everything there is to say about each failure, ready to print. */
  readonly failures: readonly { readonly title: string; readonly text: string }[]
}

/** The environment variable by which a runner's reporter is told where to write its `StageReport`. */
export const REPORT_VARIABLE = 'GUITAI_STAGE_REPORT'

/** A stage that could not be run, or ran nothing, is a failure: silence never counts as a pass. */
export function brokenStage(title: string, text: string): StageReport {
  return { passed: 0, failed: 1, skipped: [], failures: [{ title, text }] }
}

/** A skipped test has to say why; one that does not is a failure. */
export function withReasons(report: StageReport): StageReport {
  const silent = report.skipped.filter((test) => test.reason.trim() === '')
  if (silent.length === 0) return report
  return {
    passed: report.passed,
    failed: report.failed + silent.length,
    skipped: report.skipped.filter((test) => test.reason.trim() !== ''),
    failures: [...report.failures, ...silent.map((test) => ({ title: test.title, text: 'was skipped without a reason' }))],
  }
}

/** How many lines of a failure are told once more at the end. */
const TOLD_AGAIN = 15

/** The failures once more, for whoever sees the end of a long run only: what was printed when they happened is far above. */
function failedLines(reports: readonly StageReport[]): string[] {
  const failures = reports.flatMap((report) => report.failures)
  if (failures.length === 0) return []
  const told = failures.flatMap(({ title, text }) => {
    const lines = text.split('\n')
    const rest = lines.length > TOLD_AGAIN ? [`    … ${lines.length - TOLD_AGAIN} more lines, above`] : []
    return [`  ✗ ${title}`, ...lines.slice(0, TOLD_AGAIN).map((line) => `    ${line}`), ...rest]
  })
  return [`failed (${failures.length}):`, ...told]
}

/** The last lines of a test run: what was skipped and what failed, and as the very last `N passed, N failed`, alone on its line. */
export function closingLines(reports: readonly StageReport[]): string[] {
  const skipped = reports.flatMap((report) => report.skipped)
  const sum = (pick: (report: StageReport) => number) => reports.reduce((total, report) => total + pick(report), 0)
  return [
    ...(skipped.length > 0 ? [`skipped (${skipped.length}):`, ...skipped.map((test) => `  ${test.title}: ${test.reason}`)] : []),
    ...failedLines(reports),
    `${sum((report) => report.passed)} passed, ${sum((report) => report.failed)} failed`,
  ]
}

/** 0 only when something passed, nothing failed, and every stage had something to say. */
export function exitCodeOf(reports: readonly StageReport[]): 0 | 1 {
  const allRan = reports.length > 0 && reports.every((report) => report.passed + report.failed > 0)
  return allRan && reports.every((report) => report.failed === 0) ? 0 : 1
}
