import { readFile } from 'node:fs/promises'
import { protocol, type Session } from 'electron'
import { PAGE_HEADERS, PAGE_SCHEME, pageFile } from './page-rules.ts'

/** Must run before Electron is ready: afterwards the scheme would be a foreign one without an origin. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built page from `root` to this session as `app://guitai`, read-only, with its policy on every answer. */
export function servePage(session: Session, root: string): void {
  session.protocol.handle(PAGE_SCHEME, async (request) => {
    const file = request.method === 'GET' ? pageFile(root, request.url) : null
    if (file === null) return new Response(null, { status: 404, headers: { ...PAGE_HEADERS } })
    try {
      const bytes = await readFile(file.path)
      return new Response(new Uint8Array(bytes), { status: 200, headers: { ...PAGE_HEADERS, 'content-type': file.type } })
    } catch {
      return new Response(null, { status: 404, headers: { ...PAGE_HEADERS } })
    }
  })
}
