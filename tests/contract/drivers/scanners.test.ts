import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../contract/clock.ts'
import type { Lamp } from '../../../contract/devices.ts'
import {
  SCAN_LENGTH_MOST,
  scannerSetupSchema,
  type ScannerFound,
  type ScannerSetup,
  type ScannerWay,
} from '../../../contract/scanners.ts'
import { ScannerFault, type OpenWay } from '../../../drivers/scanner/scanner.ts'
import { Scanners } from '../../../drivers/scanner/scanners.ts'
import type { Tried } from '../../../drivers/scanner/trial.ts'
import { evdevBench, fakeBench, serialBench, type ScannerBench } from '../../support/scanner-benches.ts'

const CODE = '134567890123456789'
const SECRET = '285555000011112222'

let folder = ''
const endings: (() => unknown)[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scanners-'))
})
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
  rmSync(folder, { recursive: true })
})

const setupOf = (way: ScannerWay, more: Partial<ScannerSetup> = {}): ScannerSetup => ({
  ...scannerSetupSchema.parse({ id: 'one', way: { kind: 'hid', vendorId: 1, productId: 2 } }),
  way,
  ...more,
})

interface Till {
  readonly scanners: Scanners
  readonly scans: { id: string; text: string; at: number }[]
  readonly tried: Tried[]
  readonly faults: string[]
  /** How often any device was opened, or tried to be. */
  opens: number
  lamp(id?: string): Lamp['reason'] | undefined
  /** Waits until it is as it says. */
  lit(reason: Lamp['reason'], id?: string): Promise<void>
  heard(...texts: string[]): Promise<void>
}

interface TillParts {
  readonly open: OpenWay<ScannerWay>
  readonly openTried?: OpenWay<ScannerWay>
  readonly found?: readonly ScannerFound[]
}

/** The set of scanners with real time; `stir` is what the system says when devices come or go. */
function tillWith({ open, openTried = open, found = [] }: TillParts): Till & { stir(): void } {
  const watching = new Set<() => void>()
  const till = {
    scans: [] as Till['scans'],
    tried: [] as Tried[],
    faults: [] as string[],
    opens: 0,
    stir: () => watching.forEach((call) => call()),
    lamp: (id = 'one') => till.scanners.lamps().find((each) => each.id === id)?.lamp.reason,
    lit: (reason: Lamp['reason'], id = 'one') => expect.poll(() => till.lamp(id), { timeout: 10_000, interval: 5 }).toBe(reason),
    heard: (...texts: string[]) =>
      expect.poll(() => till.scans.map(({ text }) => text), { timeout: 10_000, interval: 5 }).toEqual(texts),
    scanners: new Scanners({
      clock: systemClock,
      open: (...all) => {
        till.opens++
        return open(...all)
      },
      openTried,
      find: async () => [...found],
      watch: (call) => {
        watching.add(call)
        return () => watching.delete(call)
      },
      scan: (id, text, at) => till.scans.push({ id, text, at }),
      tried: (tried) => till.tried.push(tried),
      status: () => {},
      fault: (text) => till.faults.push(text),
    }),
  }
  endings.push(() => till.scanners.close())
  return till
}

const grabbed: number[] = []
const WAYS: readonly (readonly [string, () => ScannerBench])[] = [
  ['a fake in memory', fakeBench],
  ['a serial line (pseudo-terminal)', () => serialBench(folder)],
  ['key events (a FIFO, the grab injected)', () => evdevBench(folder, async (fd) => void grabbed.push(fd))],
]

describe.each(WAYS)('a scanner behind %s', (_name, make) => {
  let bench: ScannerBench
  let till: ReturnType<typeof tillWith>
  beforeEach(async () => {
    bench = make()
    till = tillWith(bench)
    endings.push(() => bench.unplug())
  })
  const ready = async (more: Partial<ScannerSetup> = {}) => {
    await bench.plug()
    await till.scanners.configure([setupOf(bench.way, more)])
    await till.lit('fine')
  }
  const scan = (text: string) => bench.send(bench.bytesOf(text))

  it('is heard whole, once, and says when', async () => {
    await ready()
    const before = performance.timeOrigin + performance.now()
    scan(CODE)
    await till.heard(CODE)
    expect(till.scans[0]?.id).toBe('one')
    expect(till.scans[0]?.at).toBeGreaterThanOrEqual(before)
    expect(till.scans[0]?.at).toBeLessThanOrEqual(performance.timeOrigin + performance.now())
  })

  it('is heard whole when the scan comes byte by byte', async () => {
    await ready()
    for (const byte of bench.bytesOf(CODE)) bench.send(Uint8Array.of(byte))
    await till.heard(CODE)
  })

  it('is heard twice when two scans come back to back', async () => {
    await ready()
    bench.send(Buffer.concat([bench.bytesOf(CODE), bench.bytesOf('https://a.example/1?b=2')]))
    await till.heard(CODE, 'https://a.example/1?b=2')
  })

  it('bounces: the same text at once is one scan, another is not', async () => {
    await ready()
    bench.send(Buffer.concat([bench.bytesOf(CODE), bench.bytesOf(CODE), bench.bytesOf('A1')]))
    await till.heard(CODE, 'A1')
  })

  it('loses what its set-up adds, where it is there', async () => {
    await ready({ prefix: '~', suffix: '#' })
    scan(`~${CODE}#`)
    scan('A1#')
    scan('B2')
    await till.heard(CODE, 'A1', 'B2')
  })

  it('is said not to be there, and is heard when it is plugged in', async () => {
    await till.scanners.configure([setupOf(bench.way)])
    await till.lit('noScanner')
    await bench.plug()
    till.stir()
    await till.lit('fine')
    scan(CODE)
    await till.heard(CODE)
  })

  it('is opened again after it was unplugged, by itself, and half a scan is none', async () => {
    await ready()
    const bytes = bench.bytesOf(SECRET)
    bench.send(bytes.subarray(0, Math.floor(bytes.length / 2)))
    await bench.unplug()
    await till.lit('noScanner')
    await bench.plug()
    await till.lit('fine')
    scan(CODE)
    await till.heard(CODE)
    expect(till.faults.join()).not.toContain(SECRET.slice(0, 4))
  })

  it('that sends endless garbage is no scan, and is heard after it', async () => {
    await ready()
    scan('7'.repeat(SCAN_LENGTH_MOST + 1))
    scan(CODE)
    await till.heard(CODE)
    expect(till.faults.join()).toMatch(/too long/)
    expect(till.faults.join()).not.toContain('777')
  })

  it('stays open when the set-up of another changes, and loses no scan by it', async () => {
    await ready()
    const other = setupOf({ kind: 'serial', line: { ...lineAt('/dev/pts/none') } }, { id: 'two' })
    const opens = till.opens
    bench.send(bench.bytesOf('A1'))
    await till.scanners.configure([other, setupOf(bench.way, { prefix: 'x' })])
    bench.send(bench.bytesOf('xB2'))
    await till.heard('A1', 'B2')
    expect(till.opens).toBe(opens + 1)
    expect(till.scanners.lamps().map(({ id }) => id)).toEqual(['two', 'one'])
  })

  it('is let go when it is not set up any more, and can be opened under another name', async () => {
    await ready()
    await till.scanners.configure([setupOf(bench.way, { id: 'other' })])
    await till.lit('fine', 'other')
    scan(CODE)
    await till.heard(CODE)
    expect(till.scans[0]?.id).toBe('other')
  })

  it('tells what it reads raw and nowhere else while scanners are tried, which ends by itself', async () => {
    await ready({ prefix: '~' })
    await till.scanners.try(400)
    const bytes = bench.bytesOf(`~${CODE}`)
    bench.send(bytes)
    await vi.waitFor(() => expect(till.tried).toHaveLength(1))
    expect(till.tried[0]).toEqual({
      scannerId: 'one',
      found: null,
      text: `~${CODE}`,
      rawHex: Buffer.from(bytes).toString('hex').slice(-2048),
    })
    await vi.waitFor(
      () => {
        scan('A1')
        expect(till.scans.at(-1)?.text).toBe('A1')
      },
      { timeout: 5000, interval: 60 },
    )
    expect(till.scans.map(({ text }) => text)).not.toContain(CODE)
  })

  it('is listened to while scanners are tried even if it is not set up, and only then', async () => {
    await bench.plug()
    const found: ScannerFound = { way: bench.way, model: 'Test Scanner' }
    const guest = tillWith({ open: bench.open, found: [found] })
    await guest.scanners.try(60_000)
    await vi.waitFor(() => {
      scan(CODE)
      expect(guest.tried.at(-1)).toMatchObject({ scannerId: null, found, text: CODE })
    })
    await guest.scanners.try(0)
    // It was let go: somebody else can have it.
    await till.scanners.configure([setupOf(bench.way)])
    await till.lit('fine')
    expect(guest.scans).toEqual([])
  })

  it('is silent once all is closed, and can be opened by somebody else', async () => {
    await ready()
    await till.scanners.close()
    scan(CODE)
    const next = tillWith(bench)
    await next.scanners.configure([setupOf(bench.way)])
    await next.lit('fine')
    await vi.waitFor(() => {
      scan('A1')
      expect(next.scans.at(-1)?.text).toBe('A1')
    })
    expect(till.scans).toEqual([])
  })

  it('is closed while it is being opened', async () => {
    await bench.plug()
    void till.scanners.configure([setupOf(bench.way)])
    await till.scanners.close()
    const next = tillWith(bench)
    await next.scanners.configure([setupOf(bench.way)])
    await next.lit('fine')
  })
})

function lineAt(path: string) {
  return {
    path,
    baudRate: 9600 as const,
    dataBits: 8 as const,
    parity: 'none' as const,
    stopBits: 1 as const,
    flowControl: 'none' as const,
  }
}

describe('a scanner that cannot be had', () => {
  it.each([
    ['EACCES', 'scannerDenied'],
    ['EPERM', 'scannerDenied'],
    ['ENOENT', 'noScanner'],
    ['ENODEV', 'noScanner'],
    ['EBUSY', 'scannerBroken'],
    ['EFAILED', 'scannerBroken'],
  ] as const)('by %s lights %s and says the reason once', async (code, reason) => {
    const till = tillWith({ open: () => Promise.reject(new ScannerFault(code)) })
    await till.scanners.configure([setupOf({ kind: 'hid', vendorId: 1, productId: 2, serialNumber: null })])
    await till.lit(reason)
    await expect.poll(() => till.opens, { timeout: 5000 }).toBeGreaterThan(2)
    expect(till.faults).toEqual([`scanner one: the scanner cannot be read: ${code} (the system)`])
  })

  it('because a line is taken is broken, and is heard when it is free', async () => {
    const bench = serialBench(folder)
    await bench.plug()
    endings.push(() => bench.unplug())
    const [first, second] = [tillWith(bench), tillWith(bench)]
    await first.scanners.configure([setupOf(bench.way)])
    await first.lit('fine')
    await second.scanners.configure([setupOf(bench.way)])
    await second.lit('scannerBroken')
    expect(second.faults.join()).toContain('EBUSY')
    await first.scanners.close()
    await second.lit('fine')
  })

  it('because its grab is refused is broken, and none of its keys is read', async () => {
    let refused = true
    const bench = evdevBench(folder, async () => {
      if (refused) throw new ScannerFault('EBUSY', 'EVIOCGRAB')
    })
    await bench.plug()
    endings.push(() => bench.unplug())
    const till = tillWith(bench)
    await till.scanners.configure([setupOf(bench.way)])
    await till.lit('scannerBroken')
    expect(till.faults).toEqual(['scanner one: the scanner cannot be read: EBUSY (EVIOCGRAB)'])
    bench.send(bench.bytesOf(CODE))
    await expect.poll(() => till.opens, { timeout: 5000 }).toBeGreaterThan(1)
    expect(till.scans).toEqual([])
    refused = false
    await till.lit('fine')
  })
})

describe('a scanner without a mark at the end', () => {
  it('ends its scans by pauses', async () => {
    const bench = serialBench(folder)
    await bench.plug()
    endings.push(() => bench.unplug())
    const till = tillWith(bench)
    await till.scanners.configure([setupOf(bench.way)])
    await till.lit('fine')
    bench.send(Buffer.from(CODE))
    await till.heard(CODE)
    bench.send(Buffer.from('A1'))
    await till.heard(CODE, 'A1')
  })
})

describe('a keyboard that is tried', () => {
  it('is left to those who type on it, and what a hand types is not told', async () => {
    const { strokesOf } = await import('../../support/key-strokes.ts')
    const bench = evdevBench(folder, null)
    await bench.plug()
    endings.push(() => bench.unplug())
    const till = tillWith({ open: bench.open, found: [{ way: bench.way, model: 'Keyboard' }] })
    await till.scanners.try(60_000)
    const now = Date.now()
    await vi.waitFor(() => {
      bench.send(strokesOf('password', { at: now, everyMs: 150 }))
      bench.send(strokesOf(CODE, { at: now + 10_000 }))
      expect(till.tried.at(-1)?.text).toBe(CODE)
    })
    expect(till.tried.map(({ text }) => text)).not.toContain('password')
    expect(till.tried.every(({ rawHex }) => rawHex === '')).toBe(true)
  })
})
