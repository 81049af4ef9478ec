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
  return port
}
