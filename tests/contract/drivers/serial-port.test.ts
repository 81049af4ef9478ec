import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { serialLineSchema } from '../../../contract/serial-line.ts'
import { openSerialPort } from '../../../drivers/serial-port.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'line-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a serial line', () => {
  // The library looks again at once after every byte it got. A line that goes in that moment answers *nothing* for ever.
  it.each(Array.from({ length: 20 }, (_, index) => index))('that goes right after a byte is told as gone (%i)', async () => {
    const path = join(folder, 'till')
    const socat = spawn('socat', [`pty,raw,echo=0,link=${path}`, 'STDIO'], { stdio: ['pipe', 'ignore', 'inherit'] })
    const exited = once(socat, 'exit')
    await vi.waitFor(() => expect(existsSync(path)).toBe(true))
    const port = await openSerialPort({ ...serialLineSchema.parse({ path: '/dev/ttyUSB0' }), path })
    const gone = once(port, 'close')
    // Gone with the first byte that is heard, while the next read is under way.
    port.once('data', () => socat.kill('SIGKILL'))
    socat.stdin.write('1')
    await exited
    await gone
    expect(port.isOpen).toBe(false)
  })
})
