import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Display } from '../../build/display.ts'
import { startSandbox, type LogLine, type Sandbox } from '../../cloudpay/sandbox/sandbox.ts'
import { APPS, startApp, type MeasuredApp } from './measured-app.ts'

const CLERK = '1206'

/** A till's place at the counter: its state folder, a Cloud Pay on this machine, a screen. */
export interface Counter {
  readonly sandbox: Sandbox
  readonly home: string
  /** Starts the till on this counter's state folder. */
  openTill(env?: NodeJS.ProcessEnv): MeasuredApp
  /** Starts the empty app, with a folder of its own for what Electron writes. */
  openBlank(): MeasuredApp
  signIn(till: MeasuredApp): Promise<void>
  close(): Promise<void>
}

/** How long a person waits for anything to happen before scanning again, ms. */
const SCAN_PATIENCE = 3000
const MOST_SCANS = 4

/**
 * Scans until the screen in front makes way, as a person does: a busy machine may leave a gap in the middle of a code.
 * Answers how many scans were in vain.
 */
export async function scanUntilTaken(till: MeasuredApp, front: 'bind' | 'scan', text: string): Promise<number> {
  for (let inVain = 0; inVain < MOST_SCANS; inVain++) {
    till.scan(text)
    if (await till.leaves(front, SCAN_PATIENCE)) return inVain
  }
  throw new Error(`${MOST_SCANS} scans were not understood on the screen ${front}`)
}

/** A counter whose till is bound and knows its people. `hear` is told what the sandbox says, in the moment it says it. */
export async function openCounter(display: Display, hear: (line: LogLine) => void): Promise<Counter> {
  const folder = await mkdtemp(join(tmpdir(), 'guitai-bench-'))
  const home = join(folder, 'till')
  const sandbox = await startSandbox({ log: hear })
  const opened: MeasuredApp[] = []
  const open = (app: string, env: NodeJS.ProcessEnv): MeasuredApp => {
    const started = startApp(app, { ...display.env, ...env })
    opened.push(started)
    return started
  }
  const counter: Counter = {
    sandbox,
    home,
    openTill: (env = {}) =>
      open(APPS.till, {
        GUITAI_HOME: home,
        GUITAI_CLOUDPAY: sandbox.origin,
        GUITAI_WINDOW: '1366x768',
        GUITAI_TRAINING: '0',
        GUITAI_PRINTER: 'none',
        ...env,
      }),
    openBlank: () => open(APPS.blank, { XDG_CONFIG_HOME: join(folder, 'blank') }),
    async signIn(till) {
      const password = sandbox.control.staff().find((person) => person.staffId === CLERK)?.trainingPassword ?? ''
      await till.face('signIn')
      await till.press('F6')
      await till.face('number')
      await till.type(CLERK)
      await till.press('Return')
      await till.face('password')
      await till.type(password)
      await till.press('Return')
      await till.face('till')
    },
    async close() {
      for (const app of opened) await app.quit()
      await sandbox.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  try {
    const till = counter.openTill()
    await till.face('bind')
    await scanUntilTaken(till, 'bind', sandbox.configurationLink('A1'))
    // The screen came before the people, so it asks for a number first; with the people it is as it will be tomorrow.
    await till.face('number', 'signIn')
    await till.quit()
    return counter
  } catch (error) {
    await counter.close()
    throw error
  }
}
