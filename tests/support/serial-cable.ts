import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A real terminal that the till opens, with a device of the test behind it. */
export interface SerialCable {
  /** The till's end, below /dev as every serial line is. */
  readonly path: string
  /** The device says this. */
  say(text: string): void
  close(): Promise<void>
}

/** `heard` is called with what the till says. */
export async function startSerialCable(heard: (bytes: Uint8Array) => void = () => undefined): Promise<SerialCable> {
  const folder = mkdtempSync('/dev/shm/cable-')
  const path = join(folder, 'till')
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const joined = once(server, 'connection')
  const socat = spawn('socat', [`pty,raw,echo=0,link=${path}`, `TCP:127.0.0.1:${port},nodelay`], { stdio: 'ignore' })
  const [socket] = (await joined) as [Socket]
  socket.on('data', heard)
  socket.on('error', () => undefined)
  for (let tries = 0; !existsSync(path); tries++) {
    if (tries > 500) throw new Error('socat made no pseudo terminal')
    await pause(10)
  }
  return {
    path,
    say: (text) => void socket.write(text),
    async close() {
      const ended = once(socat, 'close')
      socat.kill('SIGTERM')
      await ended
      socket.destroy()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
