import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endChild, startChild } from '../children.ts'
import { withDisplay } from '../display.ts'
import { sandboxFlags } from '../electron/program.ts'
import { lastWords, runProgram } from '../setup/run-program.mjs'

const LIMIT_MS = 60_000

/** Starts a packed till on a screen of its own and waits for its window. Throws when none comes. Answers the title. */
export async function showsItsFirstWindow(program: string): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'guitai-packed-'))
  const display = await withDisplay({ width: 1366, height: 768 })
  const env = { ...display.env, GUITAI_HOME: home, GUITAI_TRAINING: '1' }
  const till = startChild(program, [...sandboxFlags()], { env, stdio: 'ignore' })
  try {
    const ended = once(till, 'exit').then(([code]): never => {
      throw new Error(`the packed till ended with code ${String(code)} before it showed a window`)
    })
    ended.catch(() => undefined)
    const seen = runProgram('xdotool', ['search', '--sync', '--onlyvisible', '--class', 'guitai', 'getwindowname'], {
      env,
      timeLimitMs: LIMIT_MS,
    })
    const found = await Promise.race([seen, ended])
    if (found.code !== 0) throw new Error(`the packed till showed no window within ${LIMIT_MS / 1000} s: ${lastWords(found)}`)
    return found.stdout.trim()
  } finally {
    await endChild(till)
    await display.stop()
    await rm(home, { recursive: true, force: true })
  }
}
