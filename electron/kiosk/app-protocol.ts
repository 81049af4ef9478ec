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

/** Serves the built page from `root` to this session as `app://guitai`, read-only, with its policy on every answer. */
export function servePage(session: Session, root: string): void {
  const bufferProtocol: BufferProtocol = session.protocol
  bufferProtocol.registerBufferProtocol(PAGE_SCHEME, (request, give) => {
    const file = request.method === 'GET' ? pageFile(root, request.url) : null
    const data = file === null ? null : readOrNull(file.path)
    if (file === null || data === null) give({ statusCode: 404, headers: { ...PAGE_HEADERS }, data: Buffer.alloc(0) })
    else give({ statusCode: 200, headers: { ...PAGE_HEADERS, 'content-type': file.type }, data })
  })
}

/** Not read behind the main process's back: the page's few files are small, and what waits for them is the first picture. */
function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}
