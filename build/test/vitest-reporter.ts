import { writeFileSync } from 'node:fs'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { REPORT_VARIABLE, type StageReport } from './report.ts'

type Failure = StageReport['failures'][number]

interface SomethingThrown {
  readonly message: string
  readonly stack?: string | undefined
  readonly diff?: string | undefined
}

function textOf(errors: readonly SomethingThrown[]): string {
  return errors
    .map((error) => [error.stack ?? error.message, error.diff ?? ''].filter((part) => part !== '').join('\n'))
    .join('\n\n')
}

const titleOf = (test: TestCase) => `${test.module.relativeModuleId} › ${test.fullName}`

/** Brings a vitest run to a `StageReport`. Vitest's own JSON leaves out why a test was skipped. */
export default class VitestStageReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SomethingThrown[]): void {
    let passed = 0
    const skipped: { title: string; reason: string }[] = []
    const failures: Failure[] = []
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const result = test.result()
        if (result.state === 'passed') {
          passed++
          if (test.diagnostic()?.flaky === true) console.log(`    passed at the second try: ${titleOf(test)}`)
        } else if (result.state === 'skipped') skipped.push({ title: titleOf(test), reason: result.note ?? '' })
        else failures.push({ title: titleOf(test), text: textOf(result.errors ?? []) || `ended as ${result.state}` })
      }
      const broken = [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors())]
      if (broken.length > 0) failures.push({ title: module.relativeModuleId, text: textOf(broken) })
    }
    if (unhandled.length > 0) failures.push({ title: 'an error outside of every test', text: textOf(unhandled) })
    const report: StageReport = { passed, failed: failures.length, skipped, failures }
    const file = process.env[REPORT_VARIABLE]
    if (file !== undefined) writeFileSync(file, JSON.stringify(report))
  }
}
