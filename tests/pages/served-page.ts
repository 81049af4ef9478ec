import axe from 'axe-core'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build, type Rolldown } from 'vite'
import { AXE } from './axe.ts'

const TYPES: Record<string, string> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
}

/** A page as it ships, on a port of this machine. */
export interface ServedPage {
  readonly origin: string
  close(): Promise<void>
}

type Files = Map<string, string | Uint8Array>

async function built(configFile: string): Promise<Files> {
  const output = (await build({ configFile, logLevel: 'error', build: { write: false } })) as Rolldown.RolldownOutput
  return new Map(output.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]))
}

/**
 * Builds a page into memory and serves it, with `blank.html` for whoever has to be of this origin before the page is, and axe as
 * `AXE`. A browser keeps what it has read: the page is the same for as long as it is served.
 */
export async function servePage(configFile: string): Promise<ServedPage> {
  const files = await built(configFile)
  files.set('blank.html', '<!doctype html><title>blank</title>')
  files.set(AXE.slice(1), axe.source)
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname.slice(1) || 'index.html'
    const body = files.get(path)
    if (body === undefined) {
      response.writeHead(404).end()
      return
    }
    const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=3600' }).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
