import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProgram } from '../../../build/setup/run-program.mjs'

const root = join(import.meta.dirname, '..', '..', '..')

/** A house that keeps to the plan, and beside it every way to break out of it. */
const ALLOWED = {
  'contract/money.ts': 'export const fen = 1\n',
  'cloudpay/protocol/wire.ts': "export { fen } from '../../contract/money.ts'\n",
  'cloudpay/client/client.ts': "export { fen } from '../protocol/wire.ts'\n",
  'cloudpay/sandbox/server.ts': "export { fen } from '../protocol/wire.ts'\n",
  'drivers/printer.ts': "export { fen } from '../contract/money.ts'\n",
  'renderer/page.ts': "export { fen } from '../contract/money.ts'\n",
  'electron/till/sale.ts': "export { fen } from '../../cloudpay/client/client.ts'\n",
  'electron/kiosk/window.ts': "import { app } from 'electron'\nexport const name = app.name\n",
  'electron/main.ts':
    "export { fen } from '../cloudpay/sandbox/server.ts'\nexport { fen as sold } from './till/sale.ts'\nexport { name } from './kiosk/window.ts'\n",
  'tests/unit/any.test.ts': "export { fen } from '../../cloudpay/sandbox/server.ts'\n",
}

const FORBIDDEN = [
  ['contract-knows-only', 'contract/a.ts', "export { fen } from '../drivers/printer.ts'\n"],
  [
    'drivers-knows-only',
    'drivers/a.ts',
    "import type * as wire from '../cloudpay/protocol/wire.ts'\nexport type Wire = typeof wire\n",
  ],
  ['renderer-knows-only', 'renderer/a.ts', "export { fen } from '../electron/till/sale.ts'\n"],
  ['cloudpay-client-knows-only', 'cloudpay/client/a.ts', "export { fen } from '../sandbox/server.ts'\n"],
  ['cloudpay-sandbox-knows-only', 'cloudpay/sandbox/a.ts', "export { fen } from '../client/client.ts'\n"],
  ['cloudpay-protocol-knows-only', 'cloudpay/protocol/a.ts', "export { fen } from '../client/client.ts'\n"],
  ['sandbox-moves-no-money', 'electron/till/a.ts', "export const later = () => import('../../cloudpay/sandbox/server.ts')\n"],
  ['sandbox-moves-no-money', 'electron/kiosk/b.ts', "export { fen } from '../../cloudpay/sandbox/server.ts'\n"],
  ['electron-in-few-hands', 'electron/till/c.ts', "import { app } from 'electron'\nexport const name = app.name\n"],
  ['electron-in-few-hands', 'drivers/c.ts', "import type { App } from 'electron'\nexport type Foreign = App\n"],
  ['till-knows-no-shell', 'electron/till/d.ts', "export { name } from '../kiosk/window.ts'\n"],
  ['page-is-no-node', 'renderer/d.ts', "export { readFile } from 'node:fs/promises'\n"],
  ['nobody-knows-tests', 'electron/kiosk/e.ts', "export { fen } from '../../tests/unit/any.test.ts'\n"],
  ['no-circles', 'drivers/f.ts', "export { g } from './g.ts'\nexport const f = 1\n"],
  ['no-unresolved', 'drivers/h.ts', "export { nothing } from './not-there.ts'\n"],
  ['no-tools-at-the-counter', 'electron/kiosk/i.ts', "export { test } from 'vitest'\n"],
] as const

interface Cruised {
  readonly summary: { readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] }
}

describe('the borders of the rooms', () => {
  let house = ''
  let found = new Set<string>()

  async function cruise() {
    const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
    const rooms = ['contract', 'cloudpay', 'drivers', 'electron', 'renderer', 'tests']
    const done = await runProgram(
      process.execPath,
      [program, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...rooms],
      {
        cwd: house,
      },
    )
    const { summary } = JSON.parse(done.stdout) as Cruised
    return summary.violations.map(({ rule, from }) => `${rule.name} ${from}`)
  }

  async function lay(path: string, text: string) {
    await mkdir(dirname(join(house, path)), { recursive: true })
    await writeFile(join(house, path), text)
  }

  beforeAll(async () => {
    house = await mkdtemp(join(tmpdir(), 'borders-'))
    for (const file of ['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json']) await cp(join(root, file), join(house, file))
    await symlink(join(root, 'node_modules'), join(house, 'node_modules'))
    for (const [path, text] of Object.entries(ALLOWED)) await lay(path, text)
  })
  afterAll(() => rm(house, { recursive: true }))

  it('let a house pass that keeps to the plan', async () => {
    expect(await cruise()).toEqual([])
  })

  describe('are reported when crossed', () => {
    beforeAll(async () => {
      await lay('drivers/g.ts', "export { f } from './f.ts'\nexport const g = 1\n")
      for (const [, path, text] of FORBIDDEN) await lay(path, text)
      found = new Set(await cruise())
    })

    it.each(FORBIDDEN)('%s: %s', (rule, path) => {
      expect(found).toContain(`${rule} ${path}`)
    })
  })
})
