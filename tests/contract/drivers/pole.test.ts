import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { constants, createReadStream, existsSync, mkdtempSync, openSync, rmSync, type ReadStream } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../contract/clock.ts'
import { poleSetupSchema, type PoleSetup, type PoleText } from '../../../contract/poles.ts'
import { Pole, STUCK_MS } from '../../../drivers/display/pole.ts'
import { openSerialLine, type OpensLine } from '../../../drivers/display/serial-line.ts'
import { PoleEmulator } from '../../support/pole-emulator.ts'

/** One plugged-in display: what is read at its end of the cable goes to the emulator. */
interface Plugged {
  /** Says XOFF or XON to the till. */
  say(byte: number): Promise<void>
  unplug(): Promise<void>
}

/** A cable: a real pair of terminals, or the same in memory. */
interface Cable {
  readonly path: string
  readonly opens: OpensLine
  plugIn(emulator: PoleEmulator): Promise<Plugged>
  remove(): void
}

/** The folder is in /dev, as every serial line is. */
function socatCable(): Cable {
  const folder = mkdtempSync('/dev/shm/pole-')
  const path = join(folder, 'till')
  const end = join(folder, 'display')
  const running = new Set<ChildProcess>()
  return {
    path,
    opens: openSerialLine,
    async plugIn(emulator) {
      const socat = spawn('socat', [`pty,raw,echo=0,link=${path}`, `pty,raw,echo=0,link=${end}`], { stdio: 'ignore' })
      running.add(socat)
      await vi.waitFor(() => expect(existsSync(path) && existsSync(end)).toBe(true), { timeout: 5000, interval: 10 })
      const file = openSync(end, constants.O_RDWR | constants.O_NOCTTY)
      const reader: ReadStream = createReadStream('', { fd: file, autoClose: true })
      reader.on('data', (bytes) => emulator.take(bytes as Buffer))
      reader.on('error', () => {})
      return {
        async say(byte) {
          const writer = await openFile(end, 'r+')
          await writer.write(Uint8Array.of(byte))
          await writer.close()
        },
        async unplug() {
          running.delete(socat)
          // The name goes first: left behind, it might lead to the next pseudo terminal, under the same number.
          rmSync(path, { force: true })
          socat.kill('SIGTERM')
          await once(socat, 'close')
          reader.destroy()
        },
      }
    },
    remove() {
      for (const socat of running) socat.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function cableInMemory(): Cable {
  let there: {
    readonly emulator: PoleEmulator
    stopped: boolean
    tellGone: (why: Error) => void
    waiting: (() => void)[]
  } | null = null
  return {
    path: '/dev/ttyFAKE0',
    async opens() {
      const mine = there
      if (mine === null) throw new Error('Error: No such file or directory, cannot open /dev/ttyFAKE0')
      return {
        async write(bytes) {
          if (mine.stopped) await new Promise<void>((resolve) => mine.waiting.push(resolve))
          mine.emulator.take(bytes)
        },
        onGone: (call) => (mine.tellGone = call),
        close: () => {},
      }
    },
    async plugIn(emulator) {
      const mine = { emulator, stopped: false, tellGone: (() => {}) as (why: Error) => void, waiting: [] as (() => void)[] }
      there = mine
      return {
        async say(byte) {
          mine.stopped = byte === XOFF
          if (!mine.stopped) for (const go of mine.waiting.splice(0)) go()
        },
        async unplug() {
          there = null
          mine.tellGone(new Error('gone'))
        },
      }
    },
    remove: () => {},
  }
}

const XON = 0x11
const XOFF = 0x13
const words = (gbk: string, ascii: string) => ({ gbk, ascii })
const due = (yuan: string): PoleText => ({
  top: { left: words('请付款', 'PLEASE PAY'), right: words('', '') },
  bottom: { left: words('应收', 'TOTAL'), right: words(`￥${yuan}`, yuan) },
})
const GBK_ROWS = (yuan: string) => ['请付款              ', `应收${`￥${yuan}`.padStart(15)}`]

describe.each([
  ['a real line', socatCable],
  ['the fake beside it', cableInMemory],
] as const)('the pole display on %s', (_, makeCable) => {
  let cable: Cable
  let pole: Pole
  let lamps: string[] = []
  beforeEach(() => {
    cable = makeCable()
    lamps = []
    pole = new Pole({
      clock: systemClock,
      open: (line) => cable.opens(line),
      changed: () => lamps.push(pole.lamp()?.reason ?? 'none'),
    })
  })
  afterEach(() => {
    pole.close()
    cable.remove()
  })

  const setup = (more: object = {}): PoleSetup =>
    poleSetupSchema.parse({ kind: 'serial', line: { path: cable.path, flowControl: 'software' }, charset: 'gbk', ...more })
  const shows = (emulator: PoleEmulator, rows: readonly string[]) =>
    vi.waitFor(() => expect(emulator.rows()).toEqual(rows), { timeout: 10_000, interval: 10 })
  const lampIs = (reason: string | null) =>
    vi.waitFor(() => expect(pole.lamp()?.reason ?? null).toBe(reason), { timeout: 10_000, interval: 10 })

  /** Tells the display ever new sums until it takes none any more. */
  async function tellUntilStuck(): Promise<void> {
    let told = 0
    await vi.waitFor(
      () => {
        pole.show(due(`5.${(told++).toString().padStart(4, '0')}`))
        expect(pole.lamp()?.reason).toBe('offline')
      },
      { timeout: STUCK_MS + 10_000, interval: 20 },
    )
  }

  it.each(['escpos', 'cd5220'] as const)('shows what it is told, in both writings, by the commands of %s', async (commands) => {
    for (const charset of ['gbk', 'ascii'] as const) {
      const emulator = new PoleEmulator({ commands, charset, columns: 20 })
      const plugged = await cable.plugIn(emulator)
      pole.use(setup({ commands, charset }))
      pole.show(due('12.50'))
      await shows(emulator, charset === 'gbk' ? GBK_ROWS('12.50') : ['PLEASE PAY          ', 'TOTAL          12.50'])
      await lampIs('fine')
      expect(emulator.faults).toEqual([])
      pole.use({ kind: 'none' })
      expect(pole.lamp()).toBeNull()
      await plugged.unplug()
    }
  })

  it('shows the last text when the display is plugged in late, and again when it comes back', async () => {
    pole.use(setup())
    pole.show(due('1.00'))
    await lampIs('noPole')
    const first = new PoleEmulator({ commands: 'cd5220', charset: 'gbk', columns: 20 })
    const plugged = await cable.plugIn(first)
    await shows(first, GBK_ROWS('1.00'))
    await lampIs('fine')
    await plugged.unplug()
    await lampIs('noPole')
    const same = new PoleEmulator({ commands: 'cd5220', charset: 'gbk', columns: 20 })
    const again = await cable.plugIn(same)
    await shows(same, GBK_ROWS('1.00'))
    await lampIs('fine')
    await again.unplug()
    await lampIs('noPole')
    pole.show(due('2.00'))
    pole.show(due('3.00'))
    const second = new PoleEmulator({ commands: 'cd5220', charset: 'gbk', columns: 20 })
    await cable.plugIn(second)
    await shows(second, GBK_ROWS('3.00'))
    expect([...first.faults, ...same.faults, ...second.faults]).toEqual([])
    expect(second.initialised).toBe(1)
    expect(lamps).toEqual(['noPole', 'fine', 'noPole', 'fine', 'noPole', 'fine'])
  }, 30_000)

  it(
    'that takes nothing holds nothing up, says so, and shows the last text once it takes something',
    async () => {
      const emulator = new PoleEmulator({ commands: 'escpos', charset: 'gbk', columns: 20 })
      const plugged = await cable.plugIn(emulator)
      pole.use(setup({ commands: 'escpos' }))
      pole.show(due('1.00'))
      await shows(emulator, GBK_ROWS('1.00'))
      await plugged.say(XOFF)
      await tellUntilStuck()
      const seen = emulator.rows()
      const begun = performance.now()
      for (let fen = 10; fen < 100; fen++) pole.show(due(`5.${fen}`))
      expect(performance.now() - begun).toBeLessThan(50)
      expect(pole.lamp()?.reason).toBe('offline')
      expect(emulator.rows()).toEqual(seen)
      await plugged.say(XON)
      await shows(emulator, GBK_ROWS('5.99'))
      await lampIs('fine')
      expect(emulator.faults).toEqual([])
    },
    STUCK_MS + 20_000,
  )

  it('can be taken away while it takes nothing', async () => {
    const emulator = new PoleEmulator({ commands: 'escpos', charset: 'gbk', columns: 20 })
    const plugged = await cable.plugIn(emulator)
    pole.use(setup({ commands: 'escpos' }))
    await lampIs('fine')
    await plugged.say(XOFF)
    await tellUntilStuck()
    const begun = performance.now()
    pole.use({ kind: 'none' })
    pole.close()
    expect(performance.now() - begun).toBeLessThan(50)
    expect(pole.lamp()).toBeNull()
  })
})

describe('a line that is there and cannot be used', () => {
  it('is offline, not missing', async () => {
    const pole = new Pole({ clock: systemClock, open: openSerialLine, changed: () => {} })
    pole.use(poleSetupSchema.parse({ kind: 'serial', line: { path: '/dev/null' } }))
    await vi.waitFor(() => expect(pole.lamp()).toEqual({ level: 'warn', reason: 'offline' }), { timeout: 5000 })
    pole.close()
  })
})
