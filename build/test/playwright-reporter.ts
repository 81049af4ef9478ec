import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter'
import { writeFileSync } from 'node:fs'
import { REPORT_VARIABLE, type StageReport } from './report.ts'

const textOf = (errors: readonly TestError[]) =>
  errors.map((error) => error.stack ?? error.message ?? error.value ?? '').join('\n\n')

const titleOf = (test: TestCase) =>
  test
    .titlePath()
    .filter((part) => part !== '')
    .join(' › ')

/** Brings a Playwright run to a `StageReport`. */
export default class PlaywrightStageReporter implements Reporter {
  private root: Suite | null = null
  private readonly outside: TestError[] = []

  onBegin(_config: FullConfig, suite: Suite): void {
    this.root = suite
  }

  onError(error: TestError): void {
    this.outside.push(error)
  }

  onEnd(result: FullResult): void {
    let passed = 0
    const skipped: { title: string; reason: string }[] = []
    const failures: { title: string; text: string }[] = []
    for (const test of this.root?.allTests() ?? []) {
      const last = test.results.at(-1)
      if (last === undefined) failures.push({ title: titleOf(test), text: 'was never run' })
      else if (last.status === 'skipped') {
        const reason = test.annotations.find((annotation) => annotation.type === 'skip')?.description ?? ''
        skipped.push({ title: titleOf(test), reason })
      } else if (test.outcome() === 'expected') passed++
      else if (test.outcome() === 'flaky') {
        passed++
        console.log(`    passed at the second try: ${titleOf(test)}`)
      } else {
        const kept = last.attachments.flatMap((attachment) => (attachment.path === undefined ? [] : [`kept: ${attachment.path}`]))
        failures.push({ title: titleOf(test), text: [textOf(last.errors) || `ended as ${last.status}`, ...kept].join('\n') })
      }
    }
    if (this.outside.length > 0) failures.push({ title: 'an error outside of every test', text: textOf(this.outside) })
    if (result.status === 'timedout') failures.push({ title: 'the whole run', text: 'ran out of time' })
    const report: StageReport = { passed, failed: failures.length, skipped, failures }
    const file = process.env[REPORT_VARIABLE]
    if (file !== undefined) writeFileSync(file, JSON.stringify(report))
  }

  printsToStdio(): boolean {
    return false
  }
}
