import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import { createServer as createPlainServer, type AddressInfo, type Socket } from 'node:net'
import { fen } from '../../../contract/money.ts'
import {
  createCloudPay,
  type CloudPay,
  type CloudPayParts,
  type MicroPay,
  type TillIdentity,
} from '../../../cloudpay/client/client.ts'
import type { CallLogEntry } from '../../../cloudpay/client/result.ts'

/** A server that says exactly what a test tells it to. It seals its answers by itself, without our envelope. */

export const IDENTITY: TillIdentity = {
  mchId: 'mch01',
  subMchId: 'sub01',
  shopId: 'shop01',
  deviceId: 'till-1',
  serialNumber: 'GUITAI_A_0001',
  orderPrefix: '01000052',
  key: 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3',
  machineNo: '02:42:ac:11:00:02',
  subTerminalType: 7,
}

export const PAYMENT: MicroPay = {
  orderNo: '01000052202611220001',
  amountFen: fen(1280),
  paymentCode: '134500000000000001',
  tender: 'wechat',
  body: '柜台',
  remark: '',
  staffId: '8',
}

export const codeOf = (content: string) => createHmac('sha256', IDENTITY.key).update(content).digest('hex').toUpperCase()

export interface Head {
  status: number
  description?: string
  log_id?: number
  internal_status?: number
}

/** The inner text of an answer; ends in a line feed, as published samples do. */
export function contentOf(head: Head, object: Record<string, unknown> = {}): string {
  return `${JSON.stringify({ description: '操作成功。', log_id: 3_000_000_001, internal_status: 0, ...head, ...object })}\n`
}

export function sealed(content: string, code: string | null = codeOf(content)): string {
  const info = code === null ? {} : { authen_info: { a: { authen_type: 1, authen_code: code } } }
  return JSON.stringify({ response_content: content, ...info })
}

export function paidOrder(change: Record<string, unknown> = {}) {
  return {
    micro_pay: {
      order_content: {
        out_trade_no: PAYMENT.orderNo,
        total_fee: PAYMENT.amountFen,
        cash_fee: PAYMENT.amountFen,
        time_end: 1795385360,
        transaction_id: '42000',
        nonce_str: 'n',
        wxpay_order_content_ext: { current_trade_state: 2 },
        ...change,
      },
      pay_mch_key: { pay_platform: 1, sub_pay_platform: 100 },
      nonce_str: 's',
    },
  }
}

export const PAID = sealed(contentOf({ status: 0 }, paidOrder()))

export interface Got {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

type Reply = (request: Got, response: ServerResponse, count: number) => void

export interface Scripted {
  baseUrl: string
  port: number
  got: Got[]
  connections: Socket[]
  reply: Reply
  close(): Promise<void>
}

export async function listening(server: Server | ReturnType<typeof createPlainServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** `tls`: key and certificate; then the server speaks https under the name localhost. */
export async function scripted(reply: Reply, tls?: ServerOptions): Promise<Scripted> {
  const got: Got[] = []
  const connections: Socket[] = []
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      }
      got.push(one)
      made.reply(one, response, got.length)
    })
  }
  const server = tls ? createTlsServer(tls, answer) : createServer(answer)
  server.on('connection', (socket: Socket) => connections.push(socket))
  const port = await listening(server)
  const made: Scripted = {
    baseUrl: tls ? `https://localhost:${port}/cpay/` : `http://127.0.0.1:${port}/cpay/`,
    port,
    got,
    connections,
    reply,
    close: () =>
      new Promise((resolve) => {
        for (const socket of connections) socket.destroy()
        server.close(() => resolve())
      }),
  }
  return made
}

/** A port on which nobody listens. */
export async function refusedPort(): Promise<number> {
  const server = createPlainServer()
  const port = await listening(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

export interface Made {
  pay: CloudPay
  log: CallLogEntry[]
}

export function clientOf(baseUrls: readonly string[], more: Partial<CloudPayParts> = {}): Made {
  const log: CallLogEntry[] = []
  const limits = { connectMs: 400, payMs: 1500, queryMs: 1500, ...more.limits }
  return { pay: createCloudPay({ identity: IDENTITY, baseUrls, log: (entry) => log.push(entry), ...more, limits }), log }
}

/** What stood inside the sealed request. */
export function contentIn(got: Got | undefined): Record<string, unknown> {
  const outer = JSON.parse(got?.body ?? '{}') as { request_content?: string }
  return JSON.parse(outer.request_content ?? '{}') as Record<string, unknown>
}
