import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Display } from '../display.ts'
import { electronProgram, sandboxFlags } from '../electron/program.ts'
import { percentile, type Figure } from './figure.ts'
import { memoryOf } from './memory.ts'

const root = join(import.meta.dirname, '..', '..')
const ROUNDS = 7

/** The least an Electron app can do: one white window. What the till adds is measured against it. */
const BLANK = `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false })
  window.once('ready-to-show', () => window.show())
  window.loadURL('data:text/html,<main>blank</main>')
})`

interface Measured {
  readonly ms: number
  readonly mb: number
}

/** From spawn until `ready` holds on the page, then the memory of all its processes. Both apps are driven the same way. */
async function measure(app: string, env: Record<string, string>, ready: (page: Page) => Promise<void>): Promise<Measured> {
  const home = await mkdtemp(join(tmpdir(), 'guitai-bench-'))
  const started = performance.now()
  let electron: ElectronApplication | null = null
  try {
    electron = await _electron.launch({
      executablePath: electronProgram(root),
      args: [...sandboxFlags(), app],
      env: { ...env, GUITAI_HOME: home, XDG_CONFIG_HOME: home },
    })
    const page = electron.windows()[0] ?? (await electron.firstWindow())
    await ready(page)
    const ms = performance.now() - started
    const pid = electron.process().pid
    return { ms, mb: pid === undefined ? NaN : memoryOf(pid) }
  } finally {
    await electron?.evaluate(({ app: running }) => running.quit()).catch(() => undefined)
    await electron?.close()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Cold start and memory, against a blank window, in turns so that a busy machine is busy for both. */
export async function startFigures(display: Display): Promise<Figure[]> {
  const env: Record<string, string> = { GUITAI_TRAINING: '0' }
  for (const [name, value] of Object.entries(display.env)) if (value !== undefined) env[name] = value
  const folder = await mkdtemp(join(tmpdir(), 'guitai-blank-'))
  await writeFile(join(folder, 'package.json'), '{ "name": "blank", "main": "main.cjs" }')
  await writeFile(join(folder, 'main.cjs'), BLANK)
  const blank: Measured[] = []
  const till: Measured[] = []
  try {
    for (let round = 0; round < ROUNDS; round++) {
      blank.push(await measure(folder, env, (page) => page.getByText('blank').waitFor()))
      till.push(await measure(root, env, (page) => page.locator('main').first().waitFor()))
    }
  } finally {
    await rm(folder, { recursive: true })
  }
  const median = (samples: readonly Measured[], pick: (one: Measured) => number) => percentile(samples.map(pick), 0.5)
  const [blankMs, tillMs] = [median(blank, (one) => one.ms), median(till, (one) => one.ms)]
  const [blankMb, tillMb] = [median(blank, (one) => one.mb), median(till, (one) => one.mb)]
  return [
    { name: 'blank window, spawn to shown', value: blankMs, unit: 'ms', limit: null },
    { name: 'till, spawn to its first screen', value: tillMs, unit: 'ms', limit: null },
    { name: 'cold start against a blank window', value: tillMs / blankMs, unit: '×', limit: 1.5 },
    { name: 'blank window, memory of all processes (PSS)', value: blankMb, unit: 'MB', limit: null },
    { name: 'till, memory of all processes (PSS)', value: tillMb, unit: 'MB', limit: null },
    { name: 'memory against a blank window', value: tillMb / blankMb, unit: '×', limit: 1.4 },
  ]
}
