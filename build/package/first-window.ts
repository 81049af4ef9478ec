import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { endChild, startChild } from '../children.ts'
import { withDisplay } from '../display.ts'
import { sandboxFlags } from '../electron/program.ts'
import { WALLET_LINE } from '../electron/wallet-line.ts'
import { lastWords, runProgram } from '../setup/run-program.mjs'

const LIMIT_MS = 60_000

/** Waits for a visible window of the till on this display; answers its title. */
async function visibleWindow(env: NodeJS.ProcessEnv): Promise<string> {
  const until = Date.now() + LIMIT_MS
  for (;;) {
    const search = ['search', '--sync', '--onlyvisible', '--class', 'guitai', 'getwindowname']
    const found = await runProgram('xdotool', search, { env, timeLimitMs: Math.max(1, until - Date.now()) })
    if (found.code === 0) return found.stdout.trim()
    // A window that goes while xdotool looks at it makes it fail: then it looks again.
    if (Date.now() >= until || !found.stderr.includes('BadWindow')) {
      throw new Error(`the packed till showed no window within ${LIMIT_MS / 1000} s: ${lastWords(found)}`)
    }
  }
}

async function walletAddress(output: Readable): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const address = WALLET_LINE.exec(line)?.[1]
    if (address !== undefined) return address
  }
  throw new Error('the packed till named no wallet page')
}

/**
 * Starts a packed till in training on a screen of its own, waits for its window, and opens the wallet page it names.
 * Throws when either does not come. Answers the window's title.
 */
export async function showsItsFirstWindow(program: string): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'guitai-packed-'))
  const display = await withDisplay({ width: 1366, height: 768 })
  const env = { ...display.env, GUITAI_HOME: home, GUITAI_TRAINING: '1' }
  const till = startChild(program, sandboxFlags(), { env, stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    const ended = once(till, 'exit').then(([code]): never => {
      throw new Error(`the packed till ended with code ${String(code)} before it showed a window`)
    })
    ended.catch(() => undefined)
    const seen = Promise.all([visibleWindow(env), walletAddress(till.stdout as Readable)])
    const [title, wallet] = await Promise.race([seen, ended])
    const page = await fetch(wallet)
    if (!page.ok) throw new Error(`the packed till's wallet page answers ${page.status}`)
    return title
  } finally {
    await endChild(till)
    await display.stop()
    await rm(home, { recursive: true, force: true })
  }
}
