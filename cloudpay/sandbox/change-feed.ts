import type { ServerResponse } from 'node:http'

export type ChangeFeed = ReturnType<typeof createChangeFeed>

/**
 * Tells whoever listens that something has changed: pages by Server-Sent Events, tests by a call. Only that it changed,
 * never what: the pages ask. Many changes in one turn are told once.
 */
export function createChangeFeed() {
  const streams = new Set<ServerResponse>()
  const listeners = new Set<() => void>()
  let pending = false
  let count = 0

  return {
    changed: (): void => {
      if (pending) return
      pending = true
      setImmediate(() => {
        pending = false
        count += 1
        for (const stream of streams) stream.write(`event: change\ndata: ${count}\n\n`)
        for (const listener of listeners) listener()
      })
    },
    attach: (response: ServerResponse): void => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write(`retry: 1000\nevent: change\ndata: ${count}\n\n`)
      streams.add(response)
      response.on('close', () => streams.delete(response))
    },
    /** Calls back after every change; answers a function that ends it. */
    listen: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    end(): void {
      for (const stream of streams) stream.end()
      streams.clear()
      listeners.clear()
    },
  }
}
