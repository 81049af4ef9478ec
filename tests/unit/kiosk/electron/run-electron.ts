import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { build } from 'vite'

const HERE = import.meta.dirname
const ROOT = join(HERE, '../../../..')
/** Where the set-up puts Electron; without it there is nothing to prove anything in. */
export const ELECTRON = join(ROOT, 'node_modules/electron/dist/electron')
export const electronIsHere = existsSync(ELECTRON)

export interface Built {
  readonly folder: string
  readonly page: string
  readonly preload: string
}

async function bundle(entry: string, name: string, format: 'es' | 'cjs', folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: { external: ['electron', /^node:/], output: { format, entryFileNames: name } },
    },
  })
}

/** Builds the proof: its main module, the real preload, its page. */
export async function buildProof(): Promise<Built> {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-proof-'))
  await bundle(join(HERE, 'app.ts'), 'app.mjs', 'es', folder)
  await bundle(join(ROOT, 'electron/preload.ts'), 'preload.cjs', 'cjs', folder)
  const page = join(folder, 'page')
  mkdirSync(page)
  for (const name of ['index.html', 'customer.html']) cpSync(join(HERE, 'page.html'), join(page, name))
  for (const name of ['page.js', 'page.css']) cpSync(join(HERE, name), join(page, name))
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'guitai-proof', version: '0.0.0', type: 'module', main: 'app.mjs' }),
  )
  writeFileSync(join(folder, 'secret.js'), 'not of the page')
  return { folder, page, preload: join(folder, 'preload.cjs') }
}

export interface Screen {
  readonly display: string
  close(): void
}

/** A screen for the windows: one of its own, so that nothing else stands on it. */
export async function openScreen(): Promise<Screen> {
  const server: ChildProcess = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const pipe = server.stdio[3]
  if (!pipe) throw new Error('the screen has no pipe')
  const [bytes] = (await once(pipe, 'data')) as [Buffer]
  return { display: `:${bytes.toString('utf8').trim()}`, close: () => void server.kill() }
}

export interface Running {
  readonly app: ElectronApplication
  readonly page: Page
  readonly home: string
}

export async function launch(built: Built, screen: Screen, env: Readonly<Record<string, string>> = {}): Promise<Running> {
  const home = env['GUITAI_HOME'] ?? mkdtempSync(join(tmpdir(), 'guitai-home-'))
  const app = await _electron.launch({
    // No path to the program: only so does Playwright hold the app back until it watches it.
    cwd: ROOT,
    args: [built.folder],
    env: {
      ...(process.env as Record<string, string>),
      DISPLAY: screen.display,
      GUITAI_HOME: home,
      GUITAI_WINDOW: '1024x768',
      PROOF_PAGE: built.page,
      PROOF_PRELOAD: built.preload,
      PROOF_DEVICES: join(ROOT, 'tests/contract/devices-process/scripted-devices.mjs'),
      ...env,
    },
  })
  const page = await app.firstWindow()
  await page.waitForFunction(() => 'moduleRan' in window)
  return { app, page, home }
}

export async function close(running: Running): Promise<void> {
  await running.app.evaluate(({ app }) => app.exit(0)).catch(() => undefined)
  await running.app.close().catch(() => undefined)
  rmSync(running.home, { recursive: true, force: true })
}
