import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../../cloudpay/sandbox/sandbox.ts'
import { readContractOptions } from '../../../build/contract/options.ts'
import { SUITE } from './suite.ts'

/** The command that puts the suite to a server by its address. */

const LINK = 'http://127.0.0.1:1/cpay/use_device_setting?osi=a&si=b'
let sandbox: Sandbox
let folder: string
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'command' })
  folder = mkdtempSync(join(tmpdir(), 'guitai-contract-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await sandbox.close()
})

function run(args: readonly string[]): Promise<{ exit: number; out: string; lines: string[] }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['--import', 'tsx', 'build/contract.ts', ...args], (_error, stdout, stderr) => {
      const out = stdout + stderr
      resolve({ exit: child.exitCode ?? -1, out, lines: out.trim().split('\n') })
    })
  })
}

/** What a link gives, asked for without our client. */
async function settingOf(serial: string): Promise<Record<string, string>> {
  const answer = (await (await fetch(`${sandbox.configurationLink('A1')}&sn=${serial}`)).json()) as Record<string, unknown>
  return answer['use_device_setting'] as Record<string, string>
}
const secretOf = (link: string) => new URL(link).searchParams.get('si') ?? ''
const SERIAL = 'GUITAI_SUITE_0001'

test('a server that keeps its promises: what could not be asked is told apart, and no secret is repeated', async () => {
  const link = sandbox.configurationLink('A1')
  const password = sandbox.control.staff().find((one) => one.staffId === '1206')?.trainingPassword ?? ''
  const code = sandbox.control.freshCode('wechat-fang')
  const wish = ['--cloudpay', sandbox.origin, '--bind', link, '--staff', `1206:${password}`, '--code', code]
  const { exit, out, lines } = await run(wish)
  const left = SUITE.filter((check) =>
    /^Alipay: (?!a QR)|^WeChat Pay: .*(deposit|hold)|private key|free the second time/.test(check.title),
  ).length
  expect(lines.at(-1)).toBe(`${SUITE.length - left} passed, 0 failed, ${left} not checked`)
  expect(exit).toBe(0)
  expect(out).toContain('WeChat Pay: a payment code is charged, and the answer says so … yes')
  expect(out).toContain('Alipay: a payment code is charged, and the answer says so … not checked: needs a payment code')
  const { authen_key: key = '' } = await settingOf(SERIAL)
  for (const secret of [secretOf(link), password, code, key]) {
    expect(secret.length).toBeGreaterThan(5)
    expect(out).not.toContain(secret)
  }
  const money = sandbox.control.orders().filter((order) => order.phase !== 'closed')
  expect(sandbox.control.holds().every((hold) => hold.heldAt === undefined)).toBe(true)
  expect(money.map(({ totalFee, phase }) => ({ totalFee, phase }))).toEqual([{ totalFee: 2, phase: 'refunded' }])
})

test('a server that does not: the command ends with 1, and keys from a file will do for a link', async () => {
  const setting = await settingOf(SERIAL)
  const keys = {
    mchId: setting['out_mch_id'],
    subMchId: setting['out_sub_mch_id'],
    shopId: setting['out_shop_id'],
    deviceId: setting['device_id'],
    orderPrefix: setting['cloud_cashier_id'],
    key: setting['authen_key'],
  }
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(keys))
  sandbox.control.setFaults({ badHmac: true })
  const { exit, out, lines } = await run(['--cloudpay', sandbox.origin, '--keys', join(folder, 'keys.json'), '--staff', '1206'])
  sandbox.control.clearFaults()
  expect(exit).toBe(1)
  expect(lines.at(-1)).toMatch(/^\d+ passed, [1-9]\d* failed, [1-9]\d* not checked$/)
  expect(out).toContain('a configuration link gives what a till needs … not checked: needs a configuration link')
  expect(out).toContain('NO\n    the code of the answer is not right')
})

test.each([
  [[], '--cloudpay URL is missing'],
  [['--cloudpay', 'nowhere'], '--cloudpay takes the address'],
  [['--cloudpay', 'http://127.0.0.1:1'], 'either --bind LINK or --keys FILE'],
  [['--cloudpay', 'http://127.0.0.1:1', '--bind', 'https://evil.example/cpay/use_device_setting?osi=a&si=S3cret'], 'foreignHost'],
  [
    ['--cloudpay', 'http://127.0.0.1:1', '--bind', 'https://pay.qcloud.com/cpay/use_device_setting?osi=a&si=S3cret'],
    '--bind leads to another server',
  ],
  [['--cloudpay', 'https://pay.qcloud.com', '--keys', 'package.json'], '--keys takes a file with'],
  [['--cloudpay', 'https://pay.qcloud.com', '--keys', 'README.md'], '--keys takes a file of JSON'],
  [['--cloudpay', 'http://127.0.0.1:1', '--staff', ':S3cret', '--bind', LINK], '--staff takes'],
  [['--cloudpay', 'http://127.0.0.1:1', '--code', 'S3cret', '--bind', LINK], '--code takes payment codes'],
])('a command line that makes no sense (%j) is told as a sentence', (args, sentence) => {
  const told = readContractOptions(args)
  expect(told).toContain(sentence)
  expect(told).not.toContain('S3cret')
})
