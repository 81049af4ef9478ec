import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ChangeFeed } from './change-feed.ts'
import type { PageAnswer } from './page-api.ts'
import { pageFile } from './page-files.ts'
import { readBody } from './read-body.ts'

const MOST_BODY_BYTES = 16 * 1024
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

interface Parts {
  port: () => number
  pagesFolder: string
  feed: ChangeFeed
  answer: (method: string, url: URL, body: unknown) => Promise<PageAnswer | undefined>
}

/**
 * The pages with their data. They show training passwords and links that lead to the key, so only a browser on this
 * machine that was sent to this very address gets them: the names are checked against DNS tricks and foreign pages.
 */
export function createPagesServer({ port, pagesFolder, feed, answer }: Parts) {
  function isOurs(request: IncomingMessage): boolean {
    const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${port()}`)
    const { host, origin } = request.headers
    return hosts.includes(host ?? '') && (origin === undefined || hosts.some((name) => origin === `http://${name}`))
  }

  async function bodyOf(request: IncomingMessage): Promise<{ ok: boolean; value: unknown }> {
    if (request.method !== 'POST') return { ok: true, value: {} }
    if (!request.headers['content-type']?.startsWith('application/json')) return { ok: false, value: undefined }
    const text = await readBody(request, MOST_BODY_BYTES)
    try {
      return { ok: text !== undefined, value: JSON.parse(text ?? '') }
    } catch {
      return { ok: false, value: undefined }
    }
  }

  return async function handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const send = (status: number, headers: Record<string, string> = {}, body: string | Buffer = '') =>
      response.writeHead(status, { ...HEADERS, ...headers }).end(body)
    if (!isOurs(request)) return void send(403)
    const method = request.method ?? 'GET'
    if (url.pathname === '/') return void send(302, { location: '/wallet' })
    if (url.pathname === '/sandbox/events' && method === 'GET') {
      feed.attach(response)
      return
    }
    const file = method === 'GET' ? await pageFile(pagesFolder, url.pathname) : undefined
    if (file) return void send(200, { 'content-type': file.type }, file.body)
    const body = await bodyOf(request)
    if (!body.ok) return void send(400)
    const said = await answer(method, url, body.value)
    if (!said) return void send(404)
    const kept = said.fileName === undefined ? {} : { 'content-disposition': `attachment; filename="${said.fileName}"` }
    send(said.status, { 'content-type': said.type, ...kept }, said.body)
  }
}
