import type { IncomingMessage, ServerResponse } from 'node:http'
import { DESCRIPTION_OK, Status } from '../protocol/enums.ts'
import { answerText, sealed, type Sealed } from './answers.ts'
import type { LineAct } from './behaviours.ts'
import type { Binding } from './binding.ts'
import type { Call } from './calls.ts'
import type { FaultBoard } from './faults.ts'
import type { Admitted } from './gate.ts'
import type { MovableClock } from './movable-clock.ts'
import { numberUsed, serverDoesNotKnow, tryLater, wrongCall, type Outcome } from './outcome.ts'
import { logId, type RandomBytes } from './random.ts'
import { readBody } from './read-body.ts'
import { useDeviceSetting } from './requests.ts'

/** One line of the sandbox's log. Never a key, a payment code or a password. */
export interface LogLine {
  level: 'info' | 'warn'
  event: 'call' | 'nonceRepeated' | 'lineFault'
  path: string
  status?: number
  internal?: number
  logId?: number
  extension?: true
  /** What the call did is a guess. */
  guess?: true
}

/** A call as it was received; for tests that count what reached the server. */
export interface ReceivedCall {
  path: string
  /** Order, refund, hold, release or adjustment number, if the call has one. */
  number: string | undefined
  /** Undefined when nothing was carried out or answered. */
  status: number | undefined
  /** Epoch ms of the sandbox clock. */
  at: number
}

const MOST_REMEMBERED = 5000
const MOST_BODY_BYTES = 256 * 1024

interface Parts {
  guesses: boolean
  key: string
  calls: ReadonlyMap<string, Call>
  admit: (call: Call, body: string) => Admitted
  binding: Binding
  faults: FaultBoard
  clock: MovableClock
  random: RandomBytes
  log: (line: LogLine) => void
  changed: () => void
}

export type Api = ReturnType<typeof createApi>

/** The protocol's face over HTTP: `/cpay/…` and `/x-kiosk/v1/…`. */
/** What the server says instead of what it did. */
const SAYS_INSTEAD: Partial<Record<LineAct, () => Outcome>> = {
  status3: serverDoesNotKnow,
  status103: tryLater,
  status407: numberUsed,
}

export function createApi({ guesses, key, calls, admit, binding, faults, clock, random, log, changed }: Parts) {
  const received: ReceivedCall[] = []
  const nonces = new Set<string>()

  function note(call: ReceivedCall): void {
    received.push(call)
    if (received.length > MOST_REMEMBERED) received.shift()
    changed()
  }
  function watchNonce(path: string, request: Record<string, unknown>): void {
    const nonce = request['nonce_str']
    if (typeof nonce !== 'string') return
    if (nonces.has(nonce)) log({ level: 'warn', event: 'nonceRepeated', path })
    if (nonces.size >= MOST_REMEMBERED) nonces.clear()
    nonces.add(nonce)
  }

  function numberOf(request: Record<string, unknown>): string | undefined {
    const blocks = ['pay_content', 'refund_content', 'freeze_content', 'unfreeze_content'].map((name) => request[name])
    const inner = (blocks.find((block) => block !== undefined) ?? request) as Record<string, unknown>
    const names = ['out_refund_no', 'out_unfreeze_no', 'out_adjust_no', 'out_trade_no', 'out_freeze_no']
    const number = names.map((name) => inner[name]).find((value) => value !== undefined)
    return typeof number === 'string' ? number : undefined
  }

  function carryOut(call: Call, body: string): { outcome: Outcome; number: string | undefined } {
    const admitted = admit(call, body)
    if (!admitted.ok) return { outcome: admitted.outcome, number: undefined }
    watchNonce(call.path, admitted.request)
    return { outcome: faults.scriptedAnswer() ?? admitted.run(), number: numberOf(admitted.request) }
  }

  /** Sends after the delay asked for, or cuts the line. */
  function deliver(response: ServerResponse, answer: Sealed | 'cut', afterMs: number): void {
    const send = () => {
      if (answer === 'cut') response.socket?.destroy()
      else response.writeHead(answer.httpStatus, { 'content-type': answer.type, 'cache-control': 'no-store' }).end(answer.body)
    }
    if (afterMs > 0) clock.after(afterMs, send)
    else send()
  }

  function answerCall(call: Call, body: string, response: ServerResponse): void {
    const { outcome, number } = carryOut(call, body)
    const { line, slowMs } = outcome
    const said = SAYS_INSTEAD[line]?.() ?? outcome
    const logNumber = logId(random)
    const lost = line === 'lost'
    log({
      level: line === 'fine' ? 'info' : 'warn',
      event: line === 'fine' ? 'call' : 'lineFault',
      path: call.path,
      ...(lost ? {} : { status: said.status, internal: said.internal, logId: logNumber }),
      ...(call.extension ? { extension: true as const } : {}),
      ...(call.guess ? { guess: true as const } : {}),
    })
    note({ path: call.path, number, status: lost ? undefined : said.status, at: clock.now() })
    const { line: network, slowMs: everySlowMs, badHmac } = faults.current()
    const cut = lost || line === 'cut' || network === 'cut'
    const answer = cut ? 'cut' : sealed(answerText(call, said, logNumber, random), said, key, badHmac, random)
    deliver(response, answer, slowMs + everySlowMs)
  }

  function plain(response: ServerResponse, fields: Record<string, unknown>): void {
    const { line, slowMs } = faults.current()
    const body = JSON.stringify(fields)
    deliver(response, line === 'cut' ? 'cut' : { httpStatus: 200, type: 'application/json', body }, slowMs)
  }

  function answerSetting(query: URLSearchParams, response: ServerResponse): void {
    const asked = useDeviceSetting.safeParse(Object.fromEntries(query))
    const path = '/cpay/use_device_setting'
    const field = asked.success ? '' : String(asked.error.issues[0]?.path[0] ?? 'si')
    const outcome = asked.success ? binding.useSetting(asked.data) : wrongCall(`参数${field}不正确。`)
    const logNumber = logId(random)
    log({ level: 'info', event: 'call', path, status: outcome.status, internal: outcome.internal, logId: logNumber })
    note({ path, number: undefined, status: outcome.status, at: clock.now() })
    plain(response, {
      status: outcome.status,
      description: outcome.status === Status.ok ? DESCRIPTION_OK : outcome.description,
      log_id: logNumber,
      internal_status: outcome.internal,
      ...(outcome.content ? { use_device_setting: outcome.content } : {}),
    })
  }

  /** True when the path is the protocol's. */
  async function handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const path = url.pathname
    if (path === '/' && request.headers.accept?.includes('text/html')) return false
    if (!path.startsWith('/cpay/') && !path.startsWith('/x-kiosk/') && path !== '/') return false
    if (faults.current().line === 'refused') {
      request.socket.destroy()
      return true
    }
    if (path === '/' && request.method === 'GET') {
      plain(response, { status: 0, description: 'ok' })
      return true
    }
    const known = calls.get(path)
    const call = known?.guess && !guesses ? undefined : known
    const method = path === '/cpay/use_device_setting' ? 'GET' : call || path === '/cpay/ping' ? 'POST' : undefined
    if (method === undefined) response.writeHead(404).end()
    else if (request.method !== method) response.writeHead(405, { allow: method }).end()
    else if (path === '/cpay/use_device_setting') answerSetting(url.searchParams, response)
    else {
      const body = await readBody(request, MOST_BODY_BYTES)
      if (body === undefined) response.writeHead(413, { connection: 'close' }).end()
      else if (call) answerCall(call, body, response)
      else plain(response, { timestamp: clock.seconds(), status: 0, description: 'ok' })
    }
    return true
  }

  return { handle, received: () => [...received] }
}
