import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { SerialLine } from '../../contract/serial-line.ts'

/**
 * The printer of `printer-server.ts` at the end of a serial line: socat puts a pseudo terminal before its TCP port. A
 * pseudo terminal has no baud rate, no parity and no RTS; it has the locks, the hang-up and the loss of a real line.
 */
export interface SerialTwin {
  /** The line as the till would be set up, by a name that lasts. */
  readonly line: SerialLine
  /** As a USB adapter that is pulled out: whoever has it open is hung up on. */
  unplug(): Promise<void>
  plug(): Promise<void>
  /** Takes nothing from the line until `resume`, as a printer that says stop: some thousand bytes wait in the system. */
  hold(): void
  resume(): void
  close(): Promise<void>
}

export async function startSerialTwin(
  address: { host: string; port: number },
  settings: Partial<SerialLine> = {},
): Promise<SerialTwin> {
  const folder = mkdtempSync(join(tmpdir(), 'serial-'))
  const link = join(folder, 'tty')
  let bridge: ChildProcess | null = null
  let held: number | null = null

  async function plug(): Promise<void> {
    const to = `TCP:${address.host}:${address.port},nodelay`
    bridge = spawn('socat', [`PTY,raw,echo=0,link=${link}`, to], { stdio: 'ignore' })
    for (let tries = 0; !existsSync(link); tries++) {
      if (tries > 200) throw new Error('socat made no pseudo terminal')
      await pause(10)
    }
    // Otherwise the line would be hung up whenever the till lets go of it.
    held = openSync(link, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK)
  }

  async function unplug(): Promise<void> {
    if (held !== null) closeSync(held)
    held = null
    // The name goes first: left behind, it might lead to the next pseudo terminal of somebody else, under the same number.
    rmSync(link, { force: true })
    if (bridge?.exitCode === null) {
      const ended = once(bridge, 'exit')
      bridge.kill('SIGKILL')
      await ended
    }
    bridge = null
  }

  await plug()
  return {
    line: {
      path: link,
      baudRate: 115_200,
      dataBits: 8,
      parity: 'none',
      stopBits: 1,
      flowControl: 'none',
      ...settings,
    },
    plug,
    unplug,
    hold: () => void bridge?.kill('SIGSTOP'),
    resume: () => void bridge?.kill('SIGCONT'),
    async close() {
      await unplug()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
