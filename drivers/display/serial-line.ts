import type { SerialLine } from '../../contract/serial-line.ts'
import { openSerialPort } from '../serial-port.ts'

/** A line that is open. */
export interface OpenLine {
  /** Resolves when the system took the bytes; that may be never, when the other side takes nothing. */
  write(bytes: Uint8Array): Promise<void>
  /** Calls back once when the line breaks, with why. */
  onGone(call: (why: Error) => void): void
  /** Throws nothing; what was not sent yet is dropped. */
  close(): void
}

/** Throws when the line cannot be opened, with the words of the system. */
export type OpensLine = (line: SerialLine) => Promise<OpenLine>

export const openSerialLine: OpensLine = async (line) => {
  const port = await openSerialPort(line)
  let tellGone: ((why: Error) => void) | null = null
  const gone = (why: Error | null) => {
    tellGone?.(why ?? new Error('the line was closed'))
    tellGone = null
  }
  port.on('error', gone)
  port.on('close', gone)
  // Only a line that is read from tells that it was unplugged.
  port.resume()
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        port.write(bytes, undefined, (error) => (error ? reject(error) : resolve()))
      }),
    onGone: (call) => void (tellGone = call),
    close() {
      tellGone = null
      if (!port.isOpen) return
      // Closing waits for what was not sent, with a stuck line for half a minute: it is dropped before.
      port.flush(() => {
        if (port.isOpen) port.close(() => undefined)
      })
    },
  }
}
