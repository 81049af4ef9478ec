import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { codeOf, LinkBroken, type ByteLink, type Way } from './byte-link.ts'

/** Until a device that is full is offered the rest again, and one that said nothing is listened to again, ms. */
const PAUSE = 10

/**
 * A device of usblp, which can be read as well as written. Opened for each job: the kernel gives it to one program at a
 * time. Opened without waiting, so that a printer that takes nothing does not hang the process.
 */
export function deviceWay(path: string): Way {
  const flags = constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY
  return {
    bytesPerSecond: Infinity,
    oneLine: true,
    open: async () => {
      try {
        return new DeviceLink(await open(path, flags))
      } catch (error) {
        throw new LinkBroken(codeOf(error))
      }
    },
    close: async () => {},
  }
}

class DeviceLink implements ByteLink {
  given = 0
  readonly chunk = 4096
  readonly #file: FileHandle
  #open = true
  #reading: Promise<void> = Promise.resolve()

  constructor(file: FileHandle) {
    this.#file = file
  }

  listen(hear: (data: Uint8Array) => void, broke: (why: LinkBroken) => void): void {
    this.#reading = this.#read(hear, broke)
  }

  async #read(hear: (data: Uint8Array) => void, broke: (why: LinkBroken) => void): Promise<void> {
    const buffer = Buffer.alloc(64)
    while (this.#open) {
      try {
        const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, null)
        // A printer without anything to say answers with nothing, or with EAGAIN.
        if (bytesRead > 0) hear(Uint8Array.from(buffer.subarray(0, bytesRead)))
        else await pause()
      } catch (error) {
        const code = codeOf(error)
        // usblp's word for a printer without a way back: it is written to, and stays silent.
        if (code === 'EINVAL') return
        if (code !== 'EAGAIN') {
          broke(new LinkBroken(code))
          return
        }
        await pause()
      }
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length && this.#open;) {
      const taken = await offer(this.#file, bytes.subarray(from))
      this.given += taken
      from += taken
      if (taken === 0) await pause()
    }
  }

  /** A device has no goodbye; the time that is waited for one lets the last chunk leave, which usblp drops when it is closed too soon. */
  end(): void {}

  drop(): void {
    this.#open = false
    void this.#reading.then(() => this.#file.close()).catch(() => {})
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE))

/** Bytes taken; 0 when the device is full just now. */
export async function offer(file: FileHandle, bytes: Uint8Array): Promise<number> {
  try {
    return (await file.write(bytes)).bytesWritten
  } catch (error) {
    if (codeOf(error) === 'EAGAIN') return 0
    throw error
  }
}
