import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { hmac, hmacInfo, type Json } from './wire.ts'

/** How a server that looks right breaks one promise. Both get the last part of the path, for example `micro_pay`. */
export interface Lie {
  /** What becomes of an answer's content; null: as it is. Plain JSON for the two calls without an envelope. */
  readonly answer?: (call: string, answer: Json, request: Json) => Json | null
  /** Signs every request anew, so that no wrong code is ever noticed. */
  readonly signsForAnybody?: boolean
  /** Rewrites the query of `use_device_setting`. */
  readonly search?: (search: URLSearchParams) => void
}

interface Outer {
  request_content?: string
  response_content?: string
  authen_info?: unknown
}

/** Stands before an honest server with its key, and tells one lie; what it says is signed as it should be. */
export async function lyingServer(origin: string, lie: Lie): Promise<{ origin: string; close: () => Promise<void> }> {
  let key = ''

  function twisted(call: string, body: string, request: Json): string {
    const outer = JSON.parse(body) as Outer
    if (outer.response_content === undefined) {
      const plain = outer as Json
      key = ((plain['use_device_setting'] as Json | undefined)?.['authen_key'] as string | undefined) ?? key
      return JSON.stringify(lie.answer?.(call, plain, request) ?? plain)
    }
    const told = lie.answer?.(call, JSON.parse(outer.response_content) as Json, request)
    if (!told) return body
    const content = JSON.stringify(told)
    const signed = told['status'] !== 3 && told['status'] !== 101
    return JSON.stringify({
      response_content: content,
      ...(signed ? { authen_info: { a: { authen_type: 1, authen_code: hmac(key, content) } } } : {}),
    })
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin)
    const call = url.pathname.slice(url.pathname.lastIndexOf('/') + 1)
    if (call === 'use_device_setting') lie.search?.(url.searchParams)
    let body = request.method === 'POST' ? await text(request) : undefined
    const content = body ? (JSON.parse(body) as Outer).request_content : undefined
    if (lie.signsForAnybody && content !== undefined) {
      body = JSON.stringify({ request_content: content, authen_info: hmacInfo(key, content) })
    }
    const honest = await fetch(url, { method: request.method ?? 'GET', ...(body === undefined ? {} : { body }) })
    const said = await honest.text()
    const asked = content === undefined ? {} : (JSON.parse(content) as Json)
    response.writeHead(honest.status, { 'content-type': 'application/json' })
    response.end(honest.ok && said !== '' ? twisted(call, said, asked) : said)
  }

  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A copy with the value at this path changed, where there is one. */
export function changed(at: Json, path: string, change: (value: unknown) => unknown): Json {
  const [first = '', ...rest] = path.split('.')
  if (!(first in at)) return at
  const value = rest.length > 0 ? changed(at[first] as Json, rest.join('.'), change) : change(at[first])
  return { ...at, [first]: value }
}
