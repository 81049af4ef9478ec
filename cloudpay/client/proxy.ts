import { request } from 'node:http'
import type { Socket } from 'node:net'
import type { buildConnector } from 'undici'

/** An HTTP proxy that every call goes through (BEHAVIOUR 8, `net.proxy`). `password` is a secret. */
export interface HttpProxy {
  readonly host: string
  readonly port: number
  readonly user?: string | undefined
  readonly password?: string | undefined
}

/** The proxy asks for a user and a password, or for others (RFC 9110). */
const WANTS_PASSWORD = 407

/** Its code names what happened without a word, or an address, of the proxy's own. */
class NoTunnel extends Error {
  readonly code: string
  constructor(code: string) {
    super('the proxy opened no tunnel')
    this.code = code
  }
}

/** Basic, in UTF-8 (RFC 7617). */
function authorization({ user, password }: HttpProxy): Record<string, string> {
  if (user === undefined && password === undefined) return {}
  return { 'proxy-authorization': `Basic ${Buffer.from(`${user ?? ''}:${password ?? ''}`, 'utf8').toString('base64')}` }
}

/** Asks the proxy for a tunnel to `host:port`. */
function tunnelTo(target: string, proxy: HttpProxy, limitMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const asked = request({
      host: proxy.host,
      port: proxy.port,
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...authorization(proxy) },
      agent: false,
    })
    const timer = setTimeout(() => asked.destroy(new NoTunnel('PROXY_NO_ANSWER')), limitMs)
    asked.once('connect', (answer, socket: Socket, early) => {
      clearTimeout(timer)
      const status = answer.statusCode ?? 0
      if (status >= 200 && status < 300) {
        if (early.length > 0) socket.unshift(early)
        socket.setNoDelay(true).setKeepAlive(true, 60_000)
        resolve(socket)
        return
      }
      socket.destroy()
      reject(new NoTunnel(`PROXY_SAID_${status}`))
    })
    asked.once('error', (fault: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      reject(fault instanceof NoTunnel ? fault : new NoTunnel(`PROXY_${fault.code ?? 'FAULT'}`))
    })
    asked.end()
  })
}

/**
 * Opens every line through a tunnel of the proxy (CONNECT), plain http too, and never past it: when there is no tunnel the
 * request has not left. `inside` opens TLS in it, so that the proxy reads nothing. `refused` is told each 407.
 */
export function throughProxy(
  proxy: HttpProxy,
  inside: buildConnector.connector,
  limitMs: number,
  refused: () => void,
): buildConnector.connector {
  return (options, done) => {
    const secure = options.protocol === 'https:'
    const { host = options.hostname } = options
    const target = options.port ? host : `${host}:${secure ? 443 : 80}`
    tunnelTo(target, proxy, limitMs).then(
      (socket) => {
        if (secure) inside({ ...options, httpSocket: socket }, done)
        else done(null, socket)
      },
      (fault: unknown) => {
        const noTunnel = fault instanceof NoTunnel ? fault : new NoTunnel('PROXY_FAULT')
        if (noTunnel.code === `PROXY_SAID_${WANTS_PASSWORD}`) refused()
        done(noTunnel, null)
      },
    )
  }
}
