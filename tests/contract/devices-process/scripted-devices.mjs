import { mkdirSync, existsSync, writeFileSync } from 'node:fs'

/**
 * A devices process that does what the words in a job's or a sentence's id tell it, over either kind of wire: Electron's
 * parent port or Node's. Its first starts can be spoilt: argument `FOLDER N WORD` makes the first N do WORD instead.
 */
/** @typedef {import('../../../contract/devices.ts').ToDevices} ToDevices */
/** @typedef {{ postMessage(message: unknown): void, on(name: 'message', listener: (event: { data: unknown }) => void): unknown }} Port */
/** Node alone has no parent port, whatever Electron's types say. */
const port = /** @type {{ parentPort?: Port }} */ (process).parentPort
/** @param {unknown} message */
const send = (message) => (port ? port.postMessage(message) : process.send?.(message))
/** @param {(message: ToDevices) => void} listener */
const listen = (listener) => {
  /** @param {unknown} message */
  const hear = (message) => listener(/** @type {ToDevices} */ (message))
  if (port) port.on('message', (event) => hear(event.data))
  else process.on('message', hear)
}

const [folder, spoilt, word] = (process.env.SCRIPTED_DEVICES ?? '').split('|')
let turn = 0
if (folder) {
  mkdirSync(folder, { recursive: true })
  while (existsSync(`${folder}/start-${turn}`)) turn++
  writeFileSync(`${folder}/start-${turn}`, String(process.pid))
}

const hang = () => {
  for (;;) Math.random()
}
/** @param {string} text */
const obey = (text) => {
  if (text.includes('crash')) process.exit(9)
  if (text.includes('segfault')) process.kill(process.pid, 'SIGSEGV')
  if (text.includes('hang')) hang()
}

/** @type {import('../../../contract/devices.ts').DevicesConfig | null} */
let config = null
listen((message) => {
  if (message.type === 'configure') {
    config = message.config
    send({
      type: 'status',
      printers: config.printers.map(({ id, printer }) => ({
        id,
        lamp: { level: 'ok', reason: printer.kind === 'virtual' ? 'virtual' : 'fine' },
      })),
      voice: { level: 'ok', reason: 'fine' },
      pole: null,
      scanners: [],
    })
  }
  if (message.type === 'ping') send({ type: 'pong', id: message.id })
  if (message.type === 'stop') {
    if (config?.archive === 'never-stops') return
    process.exit(0)
  }
  if (message.type === 'print') {
    if (folder) writeFileSync(`${folder}/job-${message.jobId}-in-${turn}`, '')
    obey(message.jobId)
    if (message.jobId.includes('silent')) return
    if (message.jobId.includes('rubbish')) for (const odd of [null, 7, {}, { type: 'printDone' }, { type: 'made up' }]) send(odd)
    send({ type: 'printDone', jobId: 'a job nobody gave', outcome: { result: 'sent' }, firstByteAt: 1, tried: [] })
    send({ type: 'printDone', jobId: message.jobId, outcome: { result: 'printed' }, firstByteAt: Date.now(), tried: [] })
  }
  if (message.type === 'announce') {
    const { id } = message.announcement
    obey(id)
    if (id.includes('silent')) return
    send({ type: 'announceDone', id, outcome: { result: 'played', detail: config?.archive ?? '' }, firstSampleAt: Date.now() })
  }
})

if (word && turn < Number(spoilt)) {
  if (word === 'exit') process.exit(3)
  if (word === 'mute') setInterval(() => undefined, 1000)
} else send({ type: 'ready' })
