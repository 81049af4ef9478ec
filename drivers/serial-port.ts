import { read } from 'node:fs'
import { promisify } from 'node:util'
import type { LinuxPortBinding } from '@serialport/bindings-cpp'
import type { SerialPort } from 'serialport'
import type { SerialLine } from '../contract/serial-line.ts'

/**
 * Opens a serial line for one of us alone: two programs on one line lose what either sends. Throws with the words of the library.
 * `keepDtr`: DTR stays up when the line is closed. The library, a native add-on, is read with the first line: most tills have none.
 */
export async function openSerialPort(line: SerialLine, { keepDtr = false } = {}): Promise<SerialPort> {
  const { SerialPort } = await import('serialport')
  const { path, baudRate, dataBits, parity, stopBits, flowControl } = line
  const software = flowControl === 'software'
  const port = new SerialPort({
    ...{ path, baudRate, dataBits, parity, stopBits, xon: software, xoff: software },
    rtscts: flowControl === 'hardware',
    lock: true,
    hupcl: !keepDtr,
    autoOpen: false,
  })
  // Whoever uses the line listens as well; without any listener an error would end the process.
  port.on('error', () => {})
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())))
  const binding = port.port as LinuxPortBinding
  binding.read = (buffer, offset, length) => readOrGone(binding, buffer, offset, length)
  return port
}

const readSome = promisify(read)

/**
 * Reads what has come, or waits for it. The library's own reading takes *no bytes* for a reason to look again at once, for ever,
 * with a whole core; but a line with nothing to say answers EAGAIN (VMIN is 1), and *no bytes* says that it is gone: pulled
 * right after a byte. Thrown, it closes the port, as every other error does.
 */
async function readOrGone(binding: LinuxPortBinding, buffer: Buffer, offset: number, length: number) {
  while (binding.fd !== null) {
    try {
      const { bytesRead } = await readSome(binding.fd, buffer, offset, length, null)
      if (bytesRead === 0) throw new Error('the line is gone')
      return { bytesRead, buffer }
    } catch (error) {
      if (!['EAGAIN', 'EINTR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
    if (binding.isOpen)
      await new Promise<void>((resolve, reject) =>
        binding.poller.once('readable', (error: Error | null) => (error ? reject(error) : resolve())),
      )
  }
  throw Object.assign(new Error('the line was closed'), { canceled: true })
}
