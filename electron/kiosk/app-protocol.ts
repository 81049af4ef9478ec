import { readFileSync } from 'node:fs'
import { protocol, type Session } from 'electron'
import { PAGE_HEADERS, PAGE_SCHEME, pageFile } from './page-rules.ts'

/** Must run before Electron is ready: afterwards the scheme would be a foreign one without an origin. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

interface Answer {
  readonly statusCode: number
  readonly headers: Record<string, string>
  readonly data: Buffer
}

/**
 * The older way to serve a scheme, which both supported Electrons have. The newer one, `handle`, goes by fetch: at its first
 * request it reads Node's HTTP client, 50 to 150 ms of the start (docs/figures.md).
 */
interface BufferProtocol {
  registerBufferProtocol(
    scheme: string,
    answer: (request: { method: string; url: string }, give: (answer: Answer) => void) => void,
  ): boolean
}

const nothing = (): Promise<null> => Promise.resolve(null)

export interface Served {
  readonly type: string
  readonly data: Buffer
}

/**
 * Serves the built pages from `root` to this session as `app://guitai`, read-only, with their policy on every answer. What is
 * not one of their files may be served by `others`, which never fails.
 */
export function servePage(
  session: Session,
  root: string,
  others: (url: string) => Promise<Served | null> = nothing,
  headers: Readonly<Record<string, string>> = PAGE_HEADERS,
): void {
  const bufferProtocol: BufferProtocol = session.protocol
  bufferProtocol.registerBufferProtocol(PAGE_SCHEME, ({ method, url }, give) => {
    const answer = (served: Served | null): void => {
      if (served === null) give({ statusCode: 404, headers: { ...headers }, data: Buffer.alloc(0) })
      else give({ statusCode: 200, headers: { ...headers, 'content-type': served.type }, data: served.data })
    }
    const own = method === 'GET' ? ownFile(root, url) : null
    if (own !== null || method !== 'GET') answer(own)
    else void others(url).then(answer)
  })
}

/** Not read behind the main process's back: the page's few files are small, and what waits for them is the first picture. */
function ownFile(root: string, url: string): Served | null {
  const file = pageFile(root, url)
  if (file === null) return null
  try {
    return { type: file.type, data: readFileSync(file.path) }
  } catch {
    return null
  }
}
