/**
 * Why Guitai encodes ESC/POS itself (docs/decisions/0001): gives the same text and the same two-column row to the
 * libraries one would otherwise take, and reads what they send as a printer of 32 columns with a GBK ROM reads it.
 * Judges are the emulator of the tests, and Python's own codecs for the bytes. Needs npm's registry and python3.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emulate, type EmulatorOptions } from '../../tests/support/escpos-emulator.ts'

const TEXT = '收银 ¥12.00 中'
const LABEL = '收银合计'
const VALUE = '¥12.00'
const COLUMNS = 32
const PAPER: EmulatorOptions = { columns: COLUMNS, dots: 384 }
/** So wide that nothing wraps, and forgiving: for measuring how wide a row becomes. */
const WIDE: EmulatorOptions = { columns: 100, dots: 1200, charset: 'gb18030' }

const PACKAGES = [
  'escpos@2.5.2',
  '@node-escpos/core@0.6.0',
  'node-thermal-printer@4.6.1',
  '@point-of-sale/receipt-printer-encoder@4.0.1',
  'receiptline@4.0.4',
] as const

interface Job {
  text: Uint8Array
  row: Uint8Array
  remark?: string
}

/** What the packages' printers write to, kept in memory. */
class Memory {
  private readonly chunks: Buffer[] = []
  write(data: Uint8Array | string, done?: (fault?: Error) => void): void {
    this.chunks.push(Buffer.from(data as Uint8Array))
    done?.()
  }
  open(done?: () => void): void {
    done?.()
  }
  close(done?: () => void): void {
    done?.()
  }
  get bytes(): Uint8Array {
    return Buffer.concat(this.chunks)
  }
}

interface AdapterPrinter {
  text(content: string): unknown
  table(cells: string[]): unknown
  flush(): unknown
}
type AdapterPrinterClass = new (adapter: Memory, options: { encoding: string; width: number }) => AdapterPrinter

interface ThermalPrinterPackage {
  ThermalPrinter: new (options: object) => {
    println(text: string): void
    leftRight(left: string, right: string): void
    getBuffer(): Uint8Array
  }
  PrinterTypes: { EPSON: string }
  CharacterSet: { CHINA: string }
}

interface Encoder {
  initialize(): Encoder
  codepage(name: string): Encoder
  line(text: string): Encoder
  table(columns: object[], rows: string[][]): Encoder
  encode(): Uint8Array
}

interface ReceiptLine {
  transform: (document: string, printer: object) => string
}

async function viaAdapter(Printer: AdapterPrinterClass, fill: (printer: AdapterPrinter) => unknown): Promise<Uint8Array> {
  const memory = new Memory()
  const printer = new Printer(memory, { encoding: 'GB18030', width: COLUMNS })
  fill(printer)
  await printer.flush()
  return memory.bytes
}

const adapterJob = async (Printer: AdapterPrinterClass): Promise<Job> => ({
  text: await viaAdapter(Printer, (printer) => printer.text(TEXT)),
  row: await viaAdapter(Printer, (printer) => printer.table([LABEL, VALUE])),
})

function thermalJob({ ThermalPrinter, PrinterTypes, CharacterSet }: ThermalPrinterPackage): Job {
  // The interface is never opened: the bytes are taken from the package's own buffer.
  const options = {
    type: PrinterTypes.EPSON,
    interface: 'tcp://127.0.0.1:9100',
    characterSet: CharacterSet.CHINA,
    width: COLUMNS,
  }
  const text = new ThermalPrinter(options)
  text.println(TEXT)
  const row = new ThermalPrinter(options)
  row.leftRight(LABEL, VALUE)
  return { text: text.getBuffer(), row: row.getBuffer() }
}

function encoderJob(Encoder: new (options: object) => Encoder): Job {
  const begin = (): Encoder => new Encoder({ language: 'esc-pos', columns: COLUMNS }).initialize()
  let remark = 'knows gb18030'
  try {
    begin().codepage('gb18030')
  } catch (refused) {
    remark = `codepage('gb18030') is refused: ${(refused as Error).message}`
  }
  const cells = [
    { width: COLUMNS / 2, align: 'left' },
    { width: COLUMNS / 2, align: 'right' },
  ]
  return {
    text: begin().line(TEXT).encode(),
    row: begin()
      .table(cells, [[LABEL, VALUE]])
      .encode(),
    remark,
  }
}

function receiptLineJob({ transform }: ReceiptLine): Job {
  const printer = { cpl: COLUMNS, encoding: 'gb18030', command: 'escpos', spacing: false, cutting: false }
  const bytes = (document: string): Uint8Array => Buffer.from(transform(document, printer), 'latin1')
  return { text: bytes(`${TEXT}\n`), row: bytes(`${LABEL} | ${VALUE}\n`) }
}

/** How Python writes it: an opinion that owes nothing to the emulator's tables. */
function inPython(text: string, codec: string): Buffer {
  const program = 'import sys; sys.stdout.write(sys.argv[1].encode(sys.argv[2]).hex())'
  return Buffer.from(execFileSync('python3', ['-c', program, text, codec], { encoding: 'utf8' }), 'hex')
}

function yenAs(bytes: Buffer): string {
  if (bytes.includes(inPython('¥', 'gb18030'))) return 'four bytes (GB18030)'
  if (bytes.includes(inPython('￥', 'gbk'))) return 'two bytes (A3 A4)'
  if (bytes.includes(0x9d)) return 'one byte of a code page'
  return 'lost'
}

const rowWidth = (row: Uint8Array, hanzi: 'FS&' | 'always-on'): number =>
  emulate(row, { ...WIDE, hanzi }).lines.find((line) => line.columns > 4)?.columns ?? 0

function judge(job: Job) {
  const bytes = Buffer.from(job.text)
  const right = (hanzi: string): string => (bytes.includes(inPython(hanzi, 'gbk')) ? 'right' : 'lost')
  const read = emulate(job.text, PAPER)
  const faults = new Set([...read.errors, ...emulate(job.row, PAPER).errors].map((error) => error.message))
  return {
    summary: {
      'FS &': bytes.includes(Buffer.from([0x1c, 0x26])) ? 'sent' : 'never',
      '收银 before ¥': right('收银'),
      '中 after ¥': right('中'),
      '¥ (U+00A5)': yenAs(bytes),
      [`row, columns of ${COLUMNS}`]: `${rowWidth(job.row, 'FS&')} (${rowWidth(job.row, 'always-on')} if always Chinese)`,
    },
    onPaper: read.lines.map((line) => line.text.trim()).filter((text) => text !== ''),
    faults: [...faults, ...(job.remark === undefined ? [] : [job.remark])],
  }
}

const folder = mkdtempSync(join(tmpdir(), 'guitai-escpos-'))
try {
  console.log(`Installing ${PACKAGES.length} packages into ${folder} …`)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact', ...PACKAGES]
  execFileSync('npm', install, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  const load = createRequire(join(folder, 'package.json'))
  const jobs: Record<(typeof PACKAGES)[number], Job> = {
    'escpos@2.5.2': await adapterJob((load('escpos') as { Printer: AdapterPrinterClass }).Printer),
    '@node-escpos/core@0.6.0': await adapterJob((load('@node-escpos/core') as { Printer: AdapterPrinterClass }).Printer),
    'node-thermal-printer@4.6.1': thermalJob(load('node-thermal-printer') as ThermalPrinterPackage),
    '@point-of-sale/receipt-printer-encoder@4.0.1': encoderJob(
      load('@point-of-sale/receipt-printer-encoder') as new (options: object) => Encoder,
    ),
    'receiptline@4.0.4': receiptLineJob(load('receiptline') as ReceiptLine),
  }
  const judged = Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, judge(job)]))
  console.log(`The text ${JSON.stringify(TEXT)} and the row ${JSON.stringify([LABEL, VALUE])} on ${COLUMNS} columns:`)
  console.table(Object.fromEntries(Object.entries(judged).map(([name, { summary }]) => [name, summary])))
  for (const [name, { onPaper, faults }] of Object.entries(judged)) {
    console.log(`${name}\n  on paper  ${JSON.stringify(onPaper)}`)
    for (const fault of faults) console.log(`  fault     ${fault}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
