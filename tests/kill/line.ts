import { buffer } from 'node:stream/consumers'
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { z } from 'zod'
import { requestEnvelopeSchema } from '../../cloudpay/protocol/envelope.ts'
import { sameContentKey } from '../../cloudpay/sandbox/outcome.ts'

/** A call that moves money, as it was on the line. */
export interface MoneyCall {
  readonly kind: 'charge' | 'topUp' | 'refund' | 'hold' | 'capture' | 'release'
  /** Its own number. */
  readonly number: string
  /** The order that is refunded, the hold that is captured or released, the card that is topped up; of the others their own number. */
  readonly of: string
  readonly amountFen: number
  /** Two calls say the same when this is the same. */
  readonly content: string
}

/** A shift that left for Cloud Pay, as it was on the line. */
export interface ToldCall {
  /** The number Cloud Pay knows it by. */
  readonly number: string
  readonly staffId: string
  readonly content: string
}

/** Where the next call is caught. What is caught never goes on. */
type Catch = 'request' | 'answer'
/** What calls are about: money that moves, or a shift that is over. */
export type About = 'money' | 'shift'

/** The line between the till and Cloud Pay: everything passes, is looked at, and can be cut at a chosen place. */
export interface Line {
  readonly origin: string
  /** Resolves when the next answer to such a call has been handed to the till. */
  answered(about: About): Promise<void>
  /** Resolves once the next such call, or its answer, is caught. */
  catchNext(what: Catch, about: About): Promise<void>
  /** The next answer to a money call is thrown away, and the connection cut. */
  loseNextAnswer(): void
  /** Nothing is caught or lost any more. */
  letGo(): void
  close(): Promise<void>
}

const charge = z.object({ pay_content: z.object({ out_trade_no: z.string(), total_fee: z.number() }) })
const topUp = z.object({ out_trade_no: z.string(), recharge_fee: z.number(), membership_number: z.string() })
const refund = z.object({
  refund_content: z.object({ out_trade_no: z.string(), out_refund_no: z.string(), refund_fee: z.number() }),
})
const hold = z.object({ freeze_content: z.object({ out_freeze_no: z.string(), freeze_fee: z.number() }) })
const capture = z.object({
  pay_content: z.object({ out_trade_no: z.string(), total_fee: z.number(), out_freeze_no: z.string() }),
})
const release = z.object({
  unfreeze_content: z.object({ out_freeze_no: z.string(), out_unfreeze_no: z.string(), unfreeze_fee: z.number() }),
})

const shift = z.object({ shift_no: z.string(), staff_id: z.string() })

type Said = Omit<MoneyCall, 'content'>

function readCharge(said: unknown): Said {
  const { out_trade_no: number, total_fee: amountFen } = charge.parse(said).pay_content
  return { kind: 'charge', number, of: number, amountFen }
}
function readHold(said: unknown): Said {
  const { out_freeze_no: number, freeze_fee: amountFen } = hold.parse(said).freeze_content
  return { kind: 'hold', number, of: number, amountFen }
}

/** By the last part of the path: how the call is read. */
const READ: Readonly<Record<string, (said: unknown) => Said>> = {
  micro_pay: readCharge,
  scan_code_pay: readCharge,
  member_recharge(said) {
    const { out_trade_no: number, recharge_fee: amountFen, membership_number: of } = topUp.parse(said)
    return { kind: 'topUp', number, of, amountFen }
  },
  refund(said) {
    const { out_trade_no: of, out_refund_no: number, refund_fee: amountFen } = refund.parse(said).refund_content
    return { kind: 'refund', number, of, amountFen }
  },
  micro_freeze: readHold,
  scancode_freeze: readHold,
  deposit_consume(said) {
    const { out_trade_no: number, out_freeze_no: of, total_fee: amountFen } = capture.parse(said).pay_content
    return { kind: 'capture', number, of, amountFen }
  },
  unfreeze(said) {
    const { out_unfreeze_no: number, out_freeze_no: of, unfreeze_fee: amountFen } = release.parse(said).unfreeze_content
    return { kind: 'release', number, of, amountFen }
  },
}

/** Who is told of the calls that matter, before they are passed on. */
export interface Watch {
  readonly money: (call: MoneyCall) => void
  readonly shift: (call: ToldCall) => void
}

/** Tells who watches of the call; answers what it is about, or null when it matters to nobody. */
function watched(path: string, body: string, watch: Watch): About | null {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const read = READ[name]
  if (!read && name !== 'shift_handover') return null
  const { request_content: sealed } = requestEnvelopeSchema.parse(JSON.parse(body))
  const said = JSON.parse(sealed) as Record<string, unknown>
  const content = sameContentKey(path, said)
  if (read) {
    watch.money({ ...read(said), content })
    return 'money'
  }
  const { shift_no: number, staff_id: staffId } = shift.parse(said)
  watch.shift({ number, staffId, content })
  return 'shift'
}

/** A promise that is resolved from outside. */
function signal(): { readonly come: Promise<void>; readonly ring: () => void } {
  let ring = (): void => undefined
  const come = new Promise<void>((resolve) => (ring = resolve))
  return { come, ring }
}

/**
 * A line on this machine to the server at `target`. `watch` is told of each call that matters before it is passed on, so
 * that the till can be held to what it had written down by then.
 */
export async function startLine(target: string, watch: Watch): Promise<Line> {
  const { port } = new URL(target)
  const agent = new Agent({ keepAlive: true })
  let catching: { readonly what: Catch; readonly about: About; readonly ring: () => void } | null = null
  let losing = false
  const answered = { money: signal(), shift: signal() }

  /** Null when Cloud Pay cuts the line. */
  async function ask({ url, method, headers }: IncomingMessage, body: Buffer) {
    try {
      const asked = request({ agent, port, host: '127.0.0.1', path: url, method, headers })
      asked.end(body)
      const [answer] = (await once(asked, 'response')) as [IncomingMessage]
      return { answer, text: await buffer(answer) }
    } catch {
      return null
    }
  }

  function caught(what: Catch, about: About | null): boolean {
    if (catching?.what !== what || catching.about !== about) return false
    const { ring } = catching
    catching = null
    ring()
    return true
  }

  async function pass(from: IncomingMessage, back: ServerResponse): Promise<void> {
    // A till that is killed in the middle of its request has said nothing.
    const body = await buffer(from).catch(() => null)
    if (body === null) return
    const about = watched(from.url ?? '', body.toString(), watch)
    if (caught('request', about)) return
    const got = await ask(from, body)
    if (caught('answer', about)) return
    const lost = about === 'money' && losing
    if (lost) losing = false
    if (got === null || lost) {
      from.socket.destroy()
      return
    }
    back.writeHead(got.answer.statusCode ?? 500, got.answer.headers).end(got.text)
    if (about === null) return
    answered[about].ring()
    answered[about] = signal()
  }

  const server = createServer((from, back) => void pass(from, back))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answered: (about) => answered[about].come,
    catchNext(what, about) {
      const { come, ring } = signal()
      catching = { what, about, ring }
      return come
    },
    loseNextAnswer: () => void (losing = true),
    letGo() {
      catching = null
      losing = false
    },
    async close() {
      agent.destroy()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
