import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { systemClock } from '../../../contract/clock.ts'
import type { Announcement, DevicesConfig } from '../../../contract/devices.ts'
import { slipDocumentSchema } from '../../../contract/slip.ts'
import { NOTHING_ELSE, onePrinter } from '../../support/devices-config.ts'
import type { Devices } from '../../../electron/devices/devices.ts'
import { PING_EVERY_MS, superviseDevices, type SupervisorParts } from '../../../electron/devices/supervisor.ts'
import { rememberingLog } from '../../unit/kiosk/scratch.ts'
import { nodeSpawn } from './node-child.ts'
import { allAt } from '../../support/loudness.ts'

/** How long four pings in a row take here and now, ms: the ruler that a hang is measured by. */
async function fourPings(began: number): Promise<number> {
  for (let nth = 0; nth < 4; nth++) await pause(PING_EVERY_MS)
  return performance.now() - began
}

const ENTRY = join(import.meta.dirname, 'scripted-devices.mjs')
const config: DevicesConfig = {
  printers: onePrinter({ kind: 'none' }),
  ...NOTHING_ELSE,
  voice: { enabled: true, volume: allAt(80), device: null, pack: null },
  archive: null,
}
const slip = slipDocumentSchema.parse({ kind: 'test', language: 'zh-CN', rows: [{ kind: 'text', text: '云支付' }] })
const sentence = (id: string, staleIn = 60_000): Announcement => ({
  id,
  tone: 'paid',
  kind: 'payment',
  text: '微信收款一元',
  language: 'zh-CN',
  urgency: 1,
  staleAt: Date.now() + staleIn,
})

interface Started {
  readonly devices: Devices
  readonly log: ReturnType<typeof rememberingLog>
  /** What the scripted processes noted: starts, and which of them got which job. */
  readonly folder: string
}

function supervise(spoilt = '', more: Partial<SupervisorParts> = {}): Started {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-devices-'))
  const log = rememberingLog()
  const spawn = nodeSpawn(ENTRY, { SCRIPTED_DEVICES: `${folder}|${spoilt}` })
  const devices = superviseDevices({ spawn, config, clock: systemClock, log, ...more })
  onTestFinished(async () => {
    await devices.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return { devices, log, folder }
}
const starts = (folder: string): number => readdirSync(folder).filter((name) => name.startsWith('start-')).length
const lampIs = (devices: Devices, reason: string) =>
  vi.waitFor(() => expect(devices.status().printers[0]?.lamp.reason).toBe(reason), { timeout: 15_000, interval: 10 })

describe('The devices process, a real one', () => {
  it('starts, is told its configuration, prints and speaks', async () => {
    const { devices } = supervise()
    expect(devices.status()).toMatchObject({ printers: [], voice: { level: 'warn', reason: 'starting' } })
    const seen: string[] = []
    devices.onStatus(({ printers }) => seen.push(printers[0]?.lamp.reason ?? 'none'))
    const printed = await devices.print('job-1', slip)
    expect(printed.outcome).toEqual({ result: 'printed' })
    expect(Math.abs(printed.firstByteAt - Date.now())).toBeLessThan(10_000)
    expect((await devices.announce(sentence('paid:1'))).outcome).toEqual({ result: 'played', detail: '' })
    expect(seen).toEqual(['fine'])
    devices.configure({ ...config, printers: onePrinter({ kind: 'virtual', folder: '/tmp/x' }) })
    await lampIs(devices, 'virtual')
  })

  it.each(['crash', 'segfault'])(
    'that ends by a %s while it prints is started again; the slip is called interrupted, not repeated',
    async (how) => {
      const { devices, folder } = supervise()
      const [broken, next] = await Promise.all([devices.print(`job-${how}`, slip), devices.print('job-next', slip)])
      expect(broken).toMatchObject({ outcome: { result: 'failed', fault: 'interrupted', bytesOut: 1 }, firstByteAt: 0 })
      expect(next.outcome).toEqual({ result: 'printed' })
      expect(
        readdirSync(folder)
          .filter((name) => name.startsWith('job-'))
          .sort(),
      ).toEqual(['job-job-next-in-1', `job-job-${how}-in-0`].sort())
    },
  )

  it('is told the newest configuration again after a crash', async () => {
    const { devices } = supervise()
    devices.configure({ ...config, printers: onePrinter({ kind: 'virtual', folder: '/tmp/x' }), archive: '/tmp/archive' })
    await lampIs(devices, 'virtual')
    expect((await devices.announce(sentence('crash'))).outcome.result).toBe('failed')
    await lampIs(devices, 'devicesRestarting')
    await lampIs(devices, 'virtual')
    expect((await devices.announce(sentence('paid:2'))).outcome).toEqual({ result: 'played', detail: '/tmp/archive' })
  })

  it('that hangs is noticed within two seconds, killed and started again', async () => {
    const { devices, folder } = supervise()
    await devices.print('job-0', slip)
    const pid = Number(readFileSync(join(folder, 'start-0'), 'utf8'))
    const began = performance.now()
    const ruler = fourPings(began)
    const { outcome } = await devices.print('job-hang', slip)
    const took = performance.now() - began
    expect(outcome).toMatchObject({ result: 'failed', fault: 'interrupted', bytesOut: 1 })
    // On a machine that has time for it four pings take 1 800 ms; by how much they were late here is not the supervisor's fault.
    expect(took - (await ruler)).toBeLessThan(2_000 - 4 * PING_EVERY_MS)
    expect((await devices.print('job-after', slip)).outcome).toEqual({ result: 'printed' })
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow())
  })

  it('drops the sentences it had when it ended, and says those it had not yet', async () => {
    const { devices } = supervise()
    await devices.print('job-0', slip)
    const silent = devices.announce(sentence('silent'))
    expect((await devices.announce(sentence('silent'))).outcome.result).toBe('repeated')
    const broken = devices.print('job-crash', slip)
    await lampIs(devices, 'devicesRestarting')
    const later = devices.announce(sentence('later'))
    expect((await silent).outcome.result).toBe('failed')
    expect((await broken).outcome.result).toBe('failed')
    expect((await later).outcome.result).toBe('played')
  })

  it('that cannot start at first is tried again, and what waited is then done once', async () => {
    const { devices, folder, log } = supervise('3|exit')
    const { outcome } = await devices.print('job-1', slip)
    expect(outcome).toEqual({ result: 'printed' })
    expect(starts(folder)).toBe(4)
    expect(log.lines.filter((line) => line.event === 'devices.lost')).toHaveLength(3)
    expect(existsSync(join(folder, 'job-job-1-in-3'))).toBe(true)
  })

  it('that talks rubbish is not believed, and goes on', async () => {
    const { devices, log } = supervise()
    expect((await devices.print('rubbish', slip)).outcome).toEqual({ result: 'printed' })
    const events = log.lines.map((line) => line.event)
    expect(events.filter((event) => event === 'devices.notUnderstood')).toHaveLength(5)
    expect(events).toContain('devices.unknownJob')
    expect(events).not.toContain('devices.lost')
  })

  it('ends when told, and is ended when it does not listen; what waited is given back unprinted', async () => {
    for (const archive of [null, 'never-stops']) {
      const { devices, folder } = supervise('', { config: { ...config, archive } })
      await devices.print('job-0', slip)
      const pid = Number(readFileSync(join(folder, 'start-0'), 'utf8'))
      const under = devices.print('silent', slip)
      const waiting = devices.print('waiting', slip)
      await vi.waitFor(() => expect(existsSync(join(folder, 'job-silent-in-0'))).toBe(true))
      await devices.stop()
      expect((await waiting).outcome).toMatchObject({ result: 'failed', fault: 'offline', bytesOut: 0 })
      expect((await under).outcome).toMatchObject({ result: 'failed', fault: 'interrupted', bytesOut: 1 })
      expect((await devices.print('too late', slip)).outcome).toMatchObject({ result: 'failed', bytesOut: 0 })
      await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow())
      expect(starts(folder)).toBe(1)
    }
  })
})
