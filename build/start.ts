import { mkdir } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { endChild, onRequestToEnd, startChild } from './children.ts'
import { hasUsableDisplay, withDisplay, type Display } from './display.ts'
import { electronProgram, sandboxFlags } from './electron/program.ts'
import { WALLET_LINE } from './electron/wallet-line.ts'

/**
 * `npm start`: opens the till in training mode, on the sandbox inside it. Where there is no screen it makes one in memory
 * and says where its picture is kept and where the wallet page can be opened.
 */

const root = join(import.meta.dirname, '..')
/** Room for the till and, beside it, the customer's phone. */
const SCREEN = { width: 1366 + 420, height: 768 }
const picture = join(root, 'artefacts', 'start', 'screen.png')

const display: Display | null = hasUsableDisplay(process.env) ? null : await withDisplay(SCREEN)
const env: NodeJS.ProcessEnv = { ...(display?.env ?? process.env), GUITAI_TRAINING: '1' }
if (display !== null) {
  await mkdir(join(picture, '..'), { recursive: true })
  env.GUITAI_SCREENSHOT = picture
  console.log(`There is no screen here, so the till opens on display ${display.name}, in memory.`)
  console.log(`  its picture, renewed after every change: ${picture}`)
}

const till = startChild(electronProgram(root), [...sandboxFlags(), root, ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: ['ignore', 'pipe', 'pipe'],
})
// Chromium looks for a desktop bus and a graphics card and complains when there is none: no concern of a till.
const CHROMIUM_NOISE = /:ERROR:(?:bus|object_proxy|viz_main_impl|gpu_process_host|command_buffer_proxy_impl)\.cc\(/
createInterface({ input: till.stderr as Readable }).on('line', (line) => {
  if (!CHROMIUM_NOISE.test(line)) console.error(line)
})
const ended = once(till, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
const stopAll = async () => {
  await endChild(till)
  await display?.stop()
}
onRequestToEnd(stopAll)

for await (const line of createInterface({ input: till.stdout as Readable })) {
  const wallet = WALLET_LINE.exec(line)?.[1]
  console.log(wallet === undefined ? line : `  the wallet, which pays as a customer would: ${wallet}\n  Ctrl-C ends it.`)
}
const [code] = await ended
await stopAll()
process.exit(code ?? 1)
