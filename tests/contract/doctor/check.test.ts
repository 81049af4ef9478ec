import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pingHosts } from '../../../cloudpay/client/client.ts'
import { BASE_PATH } from '../../../cloudpay/protocol/enums.ts'
import { startSandbox, type Sandbox } from '../../../cloudpay/sandbox/sandbox.ts'
import { checkMachine } from '../../../electron/doctor/check.ts'
import { settingsSchema } from '../../../electron/kiosk/settings-schema.ts'
import { onePrinter } from '../../support/devices-config.ts'

let folder = ''
let cloud: Sandbox
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'))
  cloud = await startSandbox({})
})
afterEach(async () => {
  await cloud.close()
  rmSync(folder, { recursive: true })
})

const NOWHERE = 'http://127.0.0.1:9'
const check = (settings: unknown, more: Partial<Parameters<typeof checkMachine>[0]> = {}) =>
  checkMachine({
    settings: settingsSchema.parse(settings),
    folder,
    baseUrls: [cloud.origin + BASE_PATH, NOWHERE + BASE_PATH],
    ping: (baseUrl) => pingHosts([baseUrl], { connectMs: 1000 }),
    outputs: async () => 1,
    secrets: 'file',
    now: Date.now,
    ...more,
  })
const codesOf = async (found: ReturnType<typeof check>) => (await found).map(({ code }) => code)

describe('The check of the machine', () => {
  it('asks real hosts, a real port, the real disk and real files', async () => {
    const printer = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => printer.once('listening', resolve))
    const { port } = printer.address() as AddressInfo
    const found = await check({
      printers: onePrinter({ kind: 'network', host: '127.0.0.1', port }),
      pole: { kind: 'serial', line: { path: '/dev/tty-that-is-not-there' } },
      scanners: [{ id: 'a', way: { kind: 'serial', line: { path: '/dev/null' } } }],
    })
    printer.close()
    const codes = found.map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['network.some', 'clock.fine', 'disk.fine', 'printer.fine', 'secrets.file']))
    expect(found.find(({ code }) => code === 'ports.gone')?.params).toEqual({ path: '/dev/tty-that-is-not-there' })
    expect(codes.filter((code) => code.startsWith('ports.'))).toEqual(['ports.gone'])
    expect(found.find(({ code }) => code === 'network.some')?.params).toEqual({ hosts: '127.0.0.1:9' })
  })

  it('says which host is which, a clock that is wrong, and a printer that is gone', async () => {
    const late = await codesOf(
      check({ printers: onePrinter({ kind: 'network', host: '127.0.0.1', port: 9 }) }, { now: () => Date.now() + 200_000 }),
    )
    expect(late).toEqual(expect.arrayContaining(['clock.off', 'printer.silent', 'ports.none']))
    const off = await codesOf(check({}, { baseUrls: [NOWHERE + BASE_PATH], outputs: async () => Promise.reject(new Error('x')) }))
    expect(off).toEqual(expect.arrayContaining(['network.none', 'clock.unknown', 'printer.none', 'audio.noOutput']))
  })
})

describe('npm run doctor', () => {
  it('prints a line for each thing with its code, in both languages, and ends with 1 when something is bad', async () => {
    writeFileSync(
      join(folder, 'settings.json'),
      JSON.stringify({ version: 1, printer: { kind: 'network', host: '127.0.0.1', port: 9 } }),
    )
    const run = (...more: string[]) =>
      promisify(execFile)('npx', ['tsx', 'build/doctor.ts', '--home', folder, ...more], {
        env: { ...process.env, GUITAI_CLOUDPAY: cloud.origin },
      }).then(
        () => ({ code: 0, stdout: '' }),
        (error: { code: number; stdout: string }) => error,
      )
    const [chinese, english] = await Promise.all([run(), run('--english')])
    expect([chinese.code, english.code]).toEqual([1, 1])
    expect(chinese.stdout).toMatch(/✗ printer\.silent\s+打印机没有应答：127\.0\.0\.1:9\n\s+请看电源/)
    expect(english.stdout).toMatch(/✓ network\.fine\s+All 1 hosts of Cloud Pay answer/)
    expect(english.stdout).not.toMatch(/\p{Script=Han}/u)
  })
})
