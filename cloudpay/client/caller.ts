import type { KeyLike } from 'node:crypto'
import { sealRequest, sealSignedRequest } from '../protocol/envelope.ts'
import { ENDPOINTS, type AnswerOf, type EndpointName, type RequestOf } from '../protocol/messages/endpoints.ts'
import { readAnswer } from './answer.ts'
import { exchange, type Asked, type Exchange } from './exchange.ts'
import type { Limits } from './limits.ts'
import type { Network } from './network.ts'
import { unknown, type CallLogEntry, type CallResult } from './result.ts'

/** What a trusted answer says; or that it speaks of something else; or that it does not say what it must. */
export type Reading<T> = { says: T } | 'somethingElse' | 'tooLittle'

export interface Call<N extends EndpointName, T> {
  name: N
  content: RequestOf<N>
  /** For the whole call, over all hosts, in ms. */
  limitMs: number
  /** In bytes; the ordinary limit when left out. */
  largest?: number
  /** What this call holds that no text may repeat: a payment code, a password's proof. */
  secrets?: readonly string[]
  /** For the calls that are signed with the merchant's own key. */
  privateKey?: KeyLike
  read: (answer: AnswerOf<N>) => Reading<T>
}

export interface Caller {
  call<N extends EndpointName, T>(call: Call<N, T>): Promise<CallResult<T>>
  /** One cheap real exchange on the present host (PROTOCOL 2); true when anything came back. */
  warm(): Promise<boolean>
  /** The base URL that the next call goes to. */
  host(): string
  /** Lets the next call go to this one; any that is not known is passed over. */
  useHost(baseUrl: string): void
}

function readWith<A, T>(read: (answer: A) => Reading<T>, trusted: CallResult<A>): CallResult<T> {
  if (trusted.outcome !== 'ok') return trusted
  const reading = read(trusted.answer)
  if (reading === 'somethingElse') return unknown('notTrusted', 'the answer is about something else', trusted.logId)
  if (reading === 'tooLittle') return unknown('unreadable', 'the answer shows no state that is known', trusted.logId)
  return { ...trusted, answer: reading.says }
}

interface CallerParts {
  key: string
  baseUrls: readonly [URL, ...URL[]]
  network: Network
  limits: Limits
  now: () => number
  log: (entry: CallLogEntry) => void
}

/**
 * Seals a request once and takes it to the present host. Only when it is certain that no byte left does the same request,
 * byte for byte, go to the next host; after that nothing is ever sent again by itself (PROTOCOL 2, 7).
 */
export function createCaller(parts: CallerParts): Caller {
  const { baseUrls, network, limits, now, log } = parts
  let present = 0

  const note = (endpoint: string, url: URL, since: number, end: Exchange, result: CallResult<unknown> | null) => {
    const outcome = result === null ? 'ok' : result.outcome === 'unknown' ? result.reason : result.outcome
    log({
      endpoint,
      host: url.host,
      ms: Math.round(now() - since),
      outcome: end.kind === 'failed' ? end.reason : outcome,
      ...(end.kind === 'failed' ? { why: end.text } : {}),
      ...(result?.outcome === 'refused' ? { status: result.status } : result?.outcome === 'ok' ? { status: 0 } : {}),
      ...(result !== null && result.logId !== null ? { logId: result.logId } : {}),
      bytes: end.bytes,
    })
  }

  const seal = (content: string, privateKey: KeyLike | undefined): string | null => {
    if (privateKey === undefined) return sealRequest(content, parts.key)
    try {
      return sealSignedRequest(content, privateKey)
    } catch {
      return null
    }
  }

  return {
    async call<N extends EndpointName, T>(call: Call<N, T>): Promise<CallResult<T>> {
      const endpoint = ENDPOINTS[call.name]
      const checked = endpoint.request.safeParse(call.content)
      if (!checked.success) {
        const where = checked.error.issues.map((issue) => issue.path.join('.')).join(', ')
        return unknown('notSent', `the request breaks the rules of the network: ${where}`)
      }
      const content = JSON.stringify(call.content)
      const body = seal(content, call.privateKey)
      if (body === null) return unknown('notSent', 'the private key cannot sign')
      const secrets = [parts.key, ...(call.secrets ?? [])]
      const expected = { answerKeys: endpoint.answerKeys, shape: endpoint.answer }
      const began = now()

      let last: CallResult<T> = unknown('notSent', 'no host was asked')
      for (let tries = 0; tries < baseUrls.length; tries++) {
        // A clock that jumps back must not lengthen the wait.
        const limitMs = Math.min(call.limitMs, call.limitMs - (now() - began))
        if (limitMs <= 0) break
        const index = (present + tries) % baseUrls.length
        const url = new URL(endpoint.extension ? `/${endpoint.path}` : endpoint.path, baseUrls[index])
        const since = now()
        const asked: Asked = { method: 'POST', url, body, limitMs, largest: call.largest ?? limits.answerBytes }
        const end = await exchange(await network.dispatcher(), asked)
        if (end.kind === 'failed') {
          last = unknown(end.reason, end.text)
          note(call.name, url, since, end, last)
          if (end.reason === 'notSent') continue
        } else {
          const trusted = readAnswer(end.httpStatus, end.body, parts.key, expected, secrets) as CallResult<AnswerOf<N>>
          last = readWith(call.read, trusted)
          note(call.name, url, since, end, last)
        }
        present = index
        return last
      }
      return last
    },

    host: () => (baseUrls[present] ?? baseUrls[0]).href,
    useHost(baseUrl) {
      const index = baseUrls.findIndex((url) => url.href === baseUrl)
      if (index >= 0) present = index
    },

    async warm() {
      const url = new URL('/', baseUrls[present])
      const since = now()
      const asked: Asked = { method: 'GET', url, limitMs: limits.queryMs, largest: limits.answerBytes }
      const end = await exchange(await network.dispatcher(), asked)
      note('warm', url, since, end, null)
      return end.kind === 'answered'
    },
  }
}
