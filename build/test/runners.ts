import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, type Finding } from '../checks/tools.ts'
import { lastWords, runVisibly } from '../setup/run-program.mjs'
import { brokenStage, REPORT_VARIABLE, withReasons, type StageReport } from './report.ts'

/** A check counts as one test, whatever it is made of. */
export function asOneTest(title: string, findings: readonly Finding[]): StageReport {
  const found = findings.filter((finding) => finding.text !== '')
  if (found.length === 0) return { passed: 1, failed: 0, skipped: [], failures: [] }
  const text = found.map((finding) => `${finding.tool}:\n${finding.text}`).join('\n\n')
  return { passed: 0, failed: 1, skipped: [], failures: [{ title, text }] }
}

async function readReport(file: string): Promise<StageReport | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as StageReport
  } catch {
    return null
  }
}

interface HowToRun {
  /** How many of its files, or tests, at once. */
  readonly workers?: number
  /** Words before the program: who starts it. */
  readonly through?: readonly string[]
}

async function runRunner(
  stage: string,
  program: string,
  args: readonly string[],
  through: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<StageReport> {
  const folder = await mkdtemp(join(tmpdir(), 'guitai-stage-'))
  const file = join(folder, 'report.json')
  try {
    const [command = '', ...words] = [...through, process.execPath, join(root, 'node_modules', program), ...args]
    const finished = await runVisibly(command, words, {
      cwd: root,
      topic: stage,
      env: { ...process.env, ...env, [REPORT_VARIABLE]: file, FORCE_COLOR: '0', NO_COLOR: '1' },
    })
    const report = await readReport(file)
    if (report === null)
      return brokenStage(stage, `the runner ended with code ${finished.code} and left no report:\n${lastWords(finished)}`)
    if (report.passed + report.failed + report.skipped.length === 0) return brokenStage(stage, 'not one test was found')
    if (finished.code !== 0 && report.failed === 0) {
      return {
        ...report,
        failed: 1,
        failures: [{ title: stage, text: `the runner ended with code ${finished.code}:\n${lastWords(finished)}` }],
      }
    }
    return withReasons(report)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** One project of vitest.config.ts. */
export function vitestStage(project: string, { workers }: HowToRun = {}): Promise<StageReport> {
  const reporters = ['--reporter=default', '--reporter=./build/test/vitest-reporter.ts']
  const many = workers === undefined ? [] : [`--maxWorkers=${workers}`]
  return runRunner(project, 'vitest/vitest.mjs', ['run', '--project', project, ...many, ...reporters])
}

interface OfPlaywright {
  /** What the names of the files have to match. */
  readonly filter?: string
  /** A tag: only tests that have it, or only those that have not. */
  readonly only?: string
  readonly leaveOut?: string
  readonly env?: Readonly<Record<string, string>>
}

/** One project of playwright.config.ts, or the part of it whose files match `filter`. */
export function playwrightStage(
  project: string,
  { workers = 1, through, filter, only, leaveOut, env }: HowToRun & OfPlaywright,
): Promise<StageReport> {
  const words = [
    'test',
    `--project=${project}`,
    `--workers=${workers}`,
    `--output=artefacts/playwright/${project}`,
    '--reporter=line,./build/test/playwright-reporter.ts',
    ...(only === undefined ? [] : ['--grep', only]),
    ...(leaveOut === undefined ? [] : ['--grep-invert', leaveOut]),
    ...(filter === undefined ? [] : [filter]),
  ]
  return runRunner(project, '@playwright/test/cli.js', words, through, env)
}
