import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import type { LogLine } from '../../cloudpay/sandbox/sandbox.ts'
import { now } from './now.ts'

const CHARGE = 'micro_pay'
const CHANNEL = 'http.server.request.start'

/** When the newest charge arrived at the sandbox, and when the sandbox was about to answer it; 0 before that. */
export interface Line {
  readonly arrivedAt: number
  readonly saidAt: number
  /** For the sandbox's log, which is told in the moment before the answer leaves. */
  hear(line: LogLine): void
  forget(): void
  close(): void
}

/** Watches the line at the server's end, in this process. Node tells of a request when its head has been read. */
export function watchLine(): Line {
  let arrivedAt = 0
  let saidAt = 0
  const onRequest = (message: unknown): void => {
    const { request } = message as { request: IncomingMessage }
    if (request.url?.endsWith(CHARGE)) arrivedAt = now()
  }
  subscribe(CHANNEL, onRequest)
  return {
    get arrivedAt() {
      return arrivedAt
    },
    get saidAt() {
      return saidAt
    },
    hear(line) {
      if (line.event === 'call' && line.path.endsWith(CHARGE)) saidAt = now()
    },
    forget() {
      arrivedAt = 0
      saidAt = 0
    },
    close: () => unsubscribe(CHANNEL, onRequest),
  }
}
