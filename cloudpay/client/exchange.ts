import type { Dispatcher } from 'undici'

/** One HTTP exchange as it ended. `bytes` counts the body that came. */
export type Exchange =
  | { kind: 'answered'; httpStatus: number; body: Buffer; bytes: number }
  | { kind: 'failed'; reason: 'notSent' | 'noAnswer' | 'lost' | 'unreadable'; text: string; bytes: number }

export interface Asked {
  method: 'GET' | 'POST'
  url: URL
  body?: string
  /** For the whole exchange, in ms. */
  limitMs: number
  /** The largest answer, in bytes. */
  largest: number
}

class TooLarge extends Error {}
class Abandoned extends Error {}

/** Names a fault by its code alone: messages may quote URLs and addresses with a password in them. */
function nameOf(fault: unknown): string {
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code) ? code : 'connection fault'
}

/**
 * Sends a request at most once and never throws. Undici tells a request of the moment just before its first byte is
 * written (`onRequestStart`): a fault before that is `notSent`, any later one leaves the outcome open. Redirects are not
 * followed: a payment goes where the till sends it.
 */
export function exchange(dispatcher: Dispatcher, asked: Asked): Promise<Exchange> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    let httpStatus = 0
    let running: Dispatcher.DispatchController | null = null
    let ended = false
    const started = () => running !== null

    const end = (outcome: Exchange) => {
      if (ended) return
      ended = true
      clearTimeout(timer)
      resolve(outcome)
    }
    const fail = (reason: 'notSent' | 'noAnswer' | 'lost' | 'unreadable', text: string) => {
      end({ kind: 'failed', reason, text, bytes })
    }

    const timer = setTimeout(() => {
      if (running === null) {
        fail('notSent', 'no connection within the time limit')
        return
      }
      fail('noAnswer', 'no answer within the time limit')
      running.abort(new Abandoned())
    }, asked.limitMs)

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(controller) {
        // A second start would be a second sending; after the end nothing may leave any more.
        if (ended || running !== null) {
          controller.abort(new Abandoned())
          return
        }
        running = controller
      },
      onResponseStart(_controller, status) {
        httpStatus = status
      },
      onResponseData(controller, chunk) {
        bytes += chunk.length
        if (bytes > asked.largest) {
          fail('unreadable', 'the answer is too large')
          controller.abort(new TooLarge())
          return
        }
        chunks.push(chunk)
      },
      onResponseEnd() {
        end({ kind: 'answered', httpStatus, body: Buffer.concat(chunks), bytes })
      },
      onResponseError(_controller, fault) {
        const name = nameOf(fault)
        if (running === null) fail('notSent', `no connection: ${name}`)
        else if (fault.name === 'HTTPParserError') fail('unreadable', 'what came is no HTTP')
        else fail('lost', `connection lost: ${name}`)
      },
    }
    const headers: Record<string, string> = { accept: 'application/json' }
    if (asked.method === 'POST') headers['content-type'] = 'application/json'
    const { origin, pathname, search } = asked.url
    try {
      dispatcher.dispatch({ origin, path: pathname + search, method: asked.method, headers, body: asked.body ?? null }, handler)
    } catch (fault) {
      fail(started() ? 'lost' : 'notSent', `no connection: ${nameOf(fault)}`)
    }
  })
}
