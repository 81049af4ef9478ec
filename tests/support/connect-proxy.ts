import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { HttpProxy } from '../../cloudpay/client/proxy.ts'

/** A real HTTP proxy over TCP: opens tunnels for whoever knows user and password. */
export interface ConnectProxy {
  /** The way through it, with the right password. */
  readonly way: HttpProxy
  /** Where tunnels were asked to, whether or not they were opened. */
  readonly asked: string[]
  /** Every byte that went through, in both directions. */
  readonly seen: () => string
  /** How many tunnels are open. */
  readonly open: () => number
  /** What becomes of the next CONNECT: opened, refused with this status, or left without an answer. */
  next: 'open' | 'silent' | number
  /** Cuts every tunnel, as a cable would. */
  cut(): void
  /** Is called with each piece a till sends through a tunnel; may cut. */
  onUp: () => void
  close(): Promise<void>
}

const hostAndPort = (target: string): [string, number] => {
  const colon = target.lastIndexOf(':')
  return [target.slice(0, colon).replace(/^\[|\]$/g, ''), Number(target.slice(colon + 1))]
}

export async function connectProxy(user: string, password: string): Promise<ConnectProxy> {
  const asked: string[] = []
  const passed: Buffer[] = []
  const sockets = new Set<Socket>()
  const tunnels = new Set<Socket>()
  const right = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      sockets.delete(socket)
      tunnels.delete(socket)
    })
  }

  // Whoever sends a plain request instead of asking for a tunnel gets none.
  const server = createServer((_request, response) => response.writeHead(405).end())
  server.on('connection', keep)
  server.on('connect', (request, till: Socket, head: Buffer) => {
    asked.push(request.url ?? '')
    if (proxy.next === 'silent') return
    if (request.headers['proxy-authorization'] !== right) {
      till.end('HTTP/1.1 407 No\r\nproxy-authenticate: Basic realm="till"\r\ncontent-length: 0\r\n\r\n')
      return
    }
    if (proxy.next !== 'open') {
      till.end(`HTTP/1.1 ${proxy.next} No\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    const [host, port] = hostAndPort(request.url ?? '')
    const onward = connect(port, host, () => {
      till.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.write(head)
      tunnels.add(till)
      till.on('data', (piece: Buffer) => {
        passed.push(piece)
        proxy.onUp()
        onward.write(piece)
      })
      onward.on('data', (piece: Buffer) => {
        passed.push(piece)
        till.write(piece)
      })
    })
    keep(onward)
    // A server of HTTP leaves its side of a connection open when the other side ends.
    till.once('end', () => onward.end())
    onward.once('close', () => till.destroy())
    till.once('close', () => onward.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const proxy: ConnectProxy = {
    way: { host: '127.0.0.1', port, user, password },
    asked,
    seen: () => Buffer.concat(passed).toString('latin1'),
    open: () => tunnels.size,
    next: 'open',
    cut() {
      for (const tunnel of tunnels) tunnel.resetAndDestroy()
    },
    onUp: () => undefined,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
  return proxy
}
