import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { startPrinterServer, type PrinterServer, type PrinterServerOptions } from '../../support/printer-server.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close()
})

async function printer(options: PrinterServerOptions = {}): Promise<PrinterServer> {
  const server = await startPrinterServer(options)
  open.push(server)
  return server
}

interface Caller {
  socket: Socket
  heard: number[]
}

async function dial(server: PrinterServer): Promise<Caller> {
  const socket = connect(server.port, server.host)
  await once(socket, 'connect')
  const heard: number[] = []
  socket.on('data', (chunk) => heard.push(...chunk))
  socket.on('error', () => undefined)
  open.push({ close: () => socket.destroy() })
  return { socket, heard }
}

const ASK_ALL = Buffer.from([0x10, 4, 1, 0x10, 4, 2, 0x10, 4, 3, 0x10, 4, 4])

test.each([
  ['ok', [0x12, 0x12, 0x12, 0x12]],
  ['paperNearEnd', [0x12, 0x12, 0x12, 0x1e]],
  ['paperOut', [0x1a, 0x32, 0x12, 0x7e]],
  ['coverOpen', [0x1a, 0x16, 0x12, 0x12]],
  ['offline', [0x1a, 0x52, 0x32, 0x12]],
] as const)('a printer that is %s says so to DLE EOT 1 to 4', async (condition, answers) => {
  const caller = await dial(await printer({ condition }))
  caller.socket.write(ASK_ALL)
  await vi.waitFor(() => expect(caller.heard).toEqual(answers))
})

test('a job is kept whole, with the time of its first byte and how it ended', async () => {
  const server = await printer()
  const before = performance.timeOrigin + performance.now()
  const { socket } = await dial(server)
  socket.write('first ')
  await vi.waitFor(() => expect(server.jobs).toHaveLength(1))
  const first = server.jobs[0]?.firstByteAt
  expect(first).toBeGreaterThanOrEqual(before)
  socket.end('second\n')
  await vi.waitFor(() => expect(server.jobs[0]?.state).toBe('ended'))
  expect(Buffer.from(server.jobs[0]?.bytes ?? []).toString()).toBe('first second\n')
  expect(server.jobs[0]?.firstByteAt).toBe(first)
})

test('a connection that only looks in is no job', async () => {
  const server = await printer()
  const looker = await dial(server)
  looker.socket.write(ASK_ALL)
  await vi.waitFor(() => expect(looker.heard).toHaveLength(4))
  expect(server.connections).toHaveLength(1)
  expect(server.jobs).toHaveLength(0)
})

test('GS r is answered behind the text before it, and only when the printer is online', async () => {
  const server = await printer({ condition: 'paperOut' })
  const caller = await dial(server)
  caller.socket.write(Buffer.from([...Buffer.from('slip\n'), 0x1d, 0x72, 1, 0x10, 4, 1]))
  await vi.waitFor(() => expect(caller.heard).toEqual([0x1a]))
  server.setCondition('ok')
  await vi.waitFor(() => expect(caller.heard).toEqual([0x1a, 0x00]))
  expect(server.jobs[0]?.answered).toEqual(['DLE EOT 1', 'GS r 1'])
})

test('a clone that answers GS r without paper says that the paper is out', async () => {
  const caller = await dial(await printer({ condition: 'paperOut', answersWithoutPaper: true }))
  caller.socket.write(Buffer.from([0x1d, 0x72, 1]))
  await vi.waitFor(() => expect(caller.heard).toEqual([0x0f]))
})

test('a question inside a picture or a barcode is data and stays without answer', async () => {
  const server = await printer()
  const caller = await dial(server)
  caller.socket.write(Buffer.from([0x1d, 0x76, 0x30, 0, 3, 0, 1, 0, 0x1d, 0x72, 1, 0x1d, 0x72, 2]))
  await vi.waitFor(() => expect(caller.heard).toHaveLength(1))
  expect(server.jobs[0]?.answered).toEqual(['GS r 2'])
})

test('a question cut in two by the network is answered once it is whole', async () => {
  const server = await printer()
  const caller = await dial(server)
  caller.socket.write(Buffer.from([0x1d]))
  await vi.waitFor(() => expect(server.connections[0]?.bytes).toHaveLength(1))
  caller.socket.write(Buffer.from([0x72, 1]))
  await vi.waitFor(() => expect(caller.heard).toEqual([0]))
})

test('automatic status comes at once and at each change', async () => {
  const server = await printer()
  const caller = await dial(server)
  caller.socket.write(Buffer.from([0x1d, 0x61, 0xff]))
  await vi.waitFor(() => expect(caller.heard).toEqual([0x10, 0, 0, 0]))
  server.setCondition('coverOpen')
  await vi.waitFor(() => expect(caller.heard.slice(4)).toEqual([0x38, 0, 0, 0]))
  server.setCondition('paperOut')
  await vi.waitFor(() => expect(caller.heard.slice(8)).toEqual([0x18, 0, 0x0f, 0]))
})

test('a silent printer takes every byte and answers nothing', async () => {
  const server = await printer({ condition: 'silent' })
  const caller = await dial(server)
  caller.socket.end(Buffer.concat([ASK_ALL, Buffer.from([0x1d, 0x72, 1])]))
  await vi.waitFor(() => expect(server.connections[0]?.state).toBe('ended'))
  expect(server.connections[0]?.bytes).toHaveLength(ASK_ALL.length + 3)
  expect(caller.heard).toEqual([])
})

test('a printer that breaks off after some bytes keeps those and resets the connection', async () => {
  const server = await printer({ breakAfterBytes: 100 })
  const { socket } = await dial(server)
  const broken = new Promise((resolve) => socket.once('close', resolve))
  socket.write(Buffer.alloc(5000, 0x41))
  await broken
  expect(server.jobs[0]?.state).toBe('broken')
  expect(server.jobs[0]?.bytes).toHaveLength(100)
})

test('a held printer makes the sender wait, and takes all once it goes on', async () => {
  const server = await printer()
  const { socket } = await dial(server)
  await vi.waitFor(() => expect(server.connections).toHaveLength(1))
  server.hold()
  const size = 24 * 1024 * 1024
  socket.write(Buffer.alloc(size, 0x41))
  // The kernel's buffers fill before the sender's own does.
  await vi.waitFor(() => expect(socket.writableLength).toBeGreaterThan(0))
  const drained = once(socket, 'drain')
  server.resume()
  await drained
  socket.end()
  await vi.waitFor(() => expect(server.connections[0]?.state).toBe('ended'), { timeout: 15_000 })
  expect(server.connections[0]?.bytes).toHaveLength(size)
})

test('a slow printer takes its bytes at its own pace', async () => {
  const server = await printer({ bytesPerSecond: 10_000 })
  const { socket } = await dial(server)
  const started = performance.now()
  socket.end(Buffer.alloc(3000, 0x41))
  await vi.waitFor(() => expect(server.jobs[0]?.state).toBe('ended'))
  expect(server.jobs[0]?.bytes).toHaveLength(3000)
  expect(performance.now() - started).toBeGreaterThanOrEqual(295)
})

test('after close the port is free again', async () => {
  const server = await startPrinterServer()
  const caller = await dial(server)
  const closed = once(caller.socket, 'close')
  await server.close()
  await closed
  const refused = connect(server.port, server.host)
  const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException]
  expect(error.code).toBe('ECONNREFUSED')
})
