import { expect } from '@playwright/test'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endChild, startChild } from '../../../build/children.ts'
import { electronProgram } from '../../../build/electron/program.ts'
import { SCREEN, test } from './till-app.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const isRoot = process.getuid?.() === 0
/** The user that owns nothing, as every Linux has it. A shop's till runs as an ordinary user too (docs/it.md). */
const NOBODY = 65_534

/** Whether the kernel calls this process filtered, and which user namespace it lives in. */
interface Confined {
  readonly seccomp: string
  readonly namespace: string
}

/** The processes that draw pages for this user, as the kernel sees them. */
function renderersOf(uid: number): Confined[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8')
        if (Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]) !== uid) return []
        if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) return []
        const seccomp = /^Seccomp:\s+(\d)/m.exec(status)?.[1] ?? ''
        return [{ seccomp, namespace: readlinkSync(`/proc/${pid}/ns/user`) }]
      } catch {
        return [] // It ended in between.
      }
    })
}

test('as an ordinary user the page runs in Chromium’s own sandbox: filtered calls, and namespaces of its own', async ({
  display,
}) => {
  const reads = spawnSync('test', ['-x', electronProgram(root)], isRoot ? { uid: NOBODY, gid: NOBODY } : {})
  test.skip(reads.status !== 0, 'this folder is closed to every other user, so no ordinary user can start the till from it')
  const namespaces = spawnSync('unshare', ['--user', '--map-root-user', 'true'], isRoot ? { uid: NOBODY, gid: NOBODY } : {})
  test.skip(
    namespaces.status !== 0,
    'this system lets no ordinary user make a namespace of its own, which Chromium’s sandbox needs',
  )
  const home = await mkdtemp(join(tmpdir(), 'guitai-nobody-'))
  if (isRoot) await chown(home, NOBODY, NOBODY)
  const uid = isRoot ? NOBODY : (process.getuid?.() ?? NOBODY)
  const till = startChild(electronProgram(root), [root], {
    cwd: home,
    env: {
      ...display.env,
      HOME: home,
      XDG_CONFIG_HOME: home,
      GUITAI_HOME: home,
      GUITAI_TRAINING: '1',
      GUITAI_WINDOW: `${SCREEN.width}x${SCREEN.height}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  })
  let said = ''
  for (const stream of [till.stdout, till.stderr]) stream?.on('data', (bytes: Buffer) => (said += bytes.toString()))
  try {
    // The till says where its wallet is once its page asked for the truth and it stands.
    await expect.poll(() => said, { timeout: 30_000 }).toContain('guitai: wallet')
    const renderers = renderersOf(uid)
    expect(renderers.length, said).toBeGreaterThan(0)
    const here = readlinkSync('/proc/self/ns/user')
    for (const { seccomp, namespace } of renderers) {
      expect(seccomp).toBe('2')
      expect(namespace).not.toBe(here)
    }
  } finally {
    await endChild(till)
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
})
