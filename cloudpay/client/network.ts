import { isIP, isIPv4 } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { buildConnector, Dispatcher } from 'undici'
import type { Limits } from './limits.ts'
import type { HttpProxy } from './proxy.ts'

/**
 * How this machine reaches the network: by an HTTP proxy, with one more root certificate (PEM), and what the first call has
 * to wait for.
 */
export interface Way {
  /** Null, or left out: straight. */
  proxy?: HttpProxy | null | undefined
  /** Told each time the proxy wants another user or password. */
  proxyRefuses?: (() => void) | undefined
  ca?: string | undefined
  after?: Promise<void> | undefined
}

export interface Network {
  /** Read at the first call: the till's first screen does not wait for its HTTP client. */
  dispatcher(): Promise<Dispatcher>
  /** The IPv4 address calls leave from, as far as known (PROTOCOL 4, `spbill_create_ip`). */
  ownAddress(): string
  close(): Promise<void>
}

/** The line is exercised every two minutes (PROTOCOL 2); it may idle a little longer than that. */
const IDLE_MS = 150_000

/** Opens nothing yet. TLS 1.2 or newer with the certificate checked; lines are kept and used again. */
export function openNetwork(limits: Limits, way: Way): Network {
  const tls = {
    minVersion: 'TLSv1.2' as const,
    rejectUnauthorized: true,
    timeout: limits.connectMs,
    ...(way.ca === undefined ? {} : { ca: way.ca }),
  }
  /** Times are kept by the calls themselves. */
  const lines = { keepAliveTimeout: IDLE_MS, keepAliveMaxTimeout: IDLE_MS, headersTimeout: 0, bodyTimeout: 0, pipelining: 1 }
  let seen: string | null = null

  /** Nothing of this is read before the first call: a start has no need of it. */
  const open = async (): Promise<Dispatcher> => {
    const { default: buildConnector } = await import('undici/lib/core/connect.js')
    const { default: Agent } = await import('undici/lib/dispatcher/agent.js')
    const straight = buildConnector(tls)
    const { proxy } = way
    const { throughProxy } = proxy ? await import('./proxy.ts') : {}
    const connector =
      proxy && throughProxy ? throughProxy(proxy, straight, limits.connectMs, () => way.proxyRefuses?.()) : straight
    const connect: buildConnector.connector = (options, done) => {
      connector(options, (...[fault, socket]: Parameters<buildConnector.Callback>) => {
        if (fault !== null) {
          done(fault, null)
          return
        }
        seen = plainIPv4(socket.localAddress) ?? seen
        done(null, socket)
      })
    }
    return new Agent({ ...lines, connect })
  }
  const openLater = async (): Promise<Dispatcher> => {
    await way.after
    return open()
  }
  let opened: Promise<Dispatcher> | null = null
  return {
    dispatcher: () => (opened ??= openLater()),
    ownAddress: () => seen ?? interfaceAddress() ?? '127.0.0.1',
    async close() {
      opened ??= open() // one that was never opened waits for nothing, and refuses calls from now on as well
      await (await opened).close()
    },
  }
}

/** `::ffff:10.0.0.7` is 10.0.0.7. */
function plainIPv4(address: string | undefined): string | null {
  const plain = address?.replace(/^::ffff:/i, '') ?? ''
  return isIPv4(plain) ? plain : null
}

function interfaceAddress(): string | null {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.find((one) => !one.internal && isIPv4(one.address))?.address ?? null
}

/** Plain http carries keys and payment codes in clear: it is for a server on this machine only (PROTOCOL 2). */
export function checkedBaseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text.endsWith('/') ? text : `${text}/`) : null
  const bare = url?.hostname.replace(/^\[|\]$/g, '') ?? ''
  const here = bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && here)) || url.username || url.search || url.hash) {
    throw new RangeError('a base URL must be https, or http on this machine')
  }
  return url
}
