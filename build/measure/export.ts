import { closeSync, existsSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { systemClock } from '../../contract/clock.ts'
import { EXPORT_FORMS, type ExportForm } from '../../contract/figure-choices.ts'
import type { ExportWish } from '../../contract/exports.ts'
import { createExporter } from '../../electron/exports/exporter.ts'
import { openBook, type Book } from '../../electron/ledger/book.ts'
import { BUILT_HOST, exportProcess } from '../../tests/support/export-process.ts'
import { FROM, fillQuarter, SALE, UNTIL } from './filled-quarter.ts'

/**
 * `npm run measure:export [-- --orders N]`: a book of so many orders of 90 days is exported in each form while the till sells on: how long
 * it takes, the longest time that the till's own process hears nothing, and what one more order takes meanwhile. Floors of the same run
 * beside them: the same bytes written plainly, the loop and the orders of a till where nobody exports.
 */

const { values } = parseArgs({ options: { orders: { type: 'string', default: '100000' } } })
const orders = Number(values.orders)
if (!Number.isInteger(orders) || orders < 1000) {
  console.error('usage: npm run measure:export [-- --orders N]   (N at least 1000)')
  process.exit(2)
}

/** A busy counter sells this often, ms. */
const SELL_EVERY_MS = 250
const IDLE_MS = 10_000

let sold = 0
function sell(book: Book): number {
  const nth = sold++
  const sale = { ...SALE, saleId: `new${nth}`, orderNo: `9${String(nth).padStart(27, '0')}`, startedAt: UNTIL, settledAt: UNTIL }
  const from = performance.now()
  book.write({ entry: { at: UNTIL, kind: 'sale.paid', subject: sale.saleId, body: {} }, sale })
  return performance.now() - from
}

interface Held {
  readonly ms: number
  /** The longest that the loop was held up, less what a turn of it takes anyhow. */
  readonly longestMs: number
}

/** How long this process hears nothing while `work` goes on, and nobody sells: an order waits for the disk by itself. */
async function held(work: () => Promise<unknown>): Promise<Held> {
  const RESOLUTION = 1
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION })
  delay.enable()
  const from = performance.now()
  await work()
  const ms = performance.now() - from
  delay.disable()
  return { ms, longestMs: Math.max(0, delay.max / 1e6 - RESOLUTION) }
}

/** What orders take that are sold while `work` goes on, sorted, ms. */
async function selling(book: Book, work: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = []
  const till = setInterval(() => took.push(sell(book)), SELL_EVERY_MS)
  await work()
  clearInterval(till)
  return took.sort((one, other) => one - other)
}

/** The same bytes, forced to the disk, by the quickest way there is. */
function plainly(path: string, bytes: Uint8Array): number {
  const from = performance.now()
  const handle = openSync(path, 'w')
  for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written)
  fsyncSync(handle)
  closeSync(handle)
  return performance.now() - from
}

const folder = mkdtempSync(join(tmpdir(), 'guitai-measure-export-'))
try {
  const path = join(folder, 'book.db')
  fillQuarter(path, orders)
  console.log(`a book of ${orders} orders is filled`)
  const opened = openBook(path, UNTIL)
  if (!opened.ok) throw new Error(opened.fault.code)
  const book = opened.value
  const exporter = createExporter({
    ...{ folder: join(folder, 'exports'), book: path, clock: systemClock },
    // As it is shipped, where it is built: else it is put together from its sources at each start.
    spawn: () => exportProcess(existsSync(BUILT_HOST) ? { entry: BUILT_HOST } : {}),
  })
  const wish = (form: ExportForm): ExportWish => ({
    ...{ form, from: FROM, until: UNTIL, staffId: null, staff: null, shopName: '海风酒店 南山店', deviceName: 'A1 前台' },
    ...{ language: 'zh-CN', training: false, madeAt: UNTIL, told: null },
  })
  const row = (what: string, { ms, longestMs }: Held, sales: readonly number[], more = ''): void => {
    const [middle, worst] = [sales[Math.floor(sales.length / 2)] ?? 0, sales.at(-1) ?? 0]
    const [whole, longest, half, most] = [ms / 1000, longestMs, middle, worst].map((one) => one.toFixed(1).padStart(6))
    console.log(
      `${what.padEnd(22)} ${whole} s   loop held up ${longest} ms   ${sales.length} orders beside: p50 ${half}, worst ${most} ms   ${more}`,
    )
  }
  const idle = () => new Promise((resolve) => setTimeout(resolve, IDLE_MS))
  row('nobody exports (floor)', await held(idle), await selling(book, idle))

  for (const form of EXPORT_FORMS) {
    let file = ''
    const write = async (): Promise<void> => {
      const outcome = await exporter.write(wish(form), `summary.${form}`, () => undefined).ended
      if (!outcome.ok || outcome.value === null) throw new Error(`no ${form}: ${JSON.stringify(outcome)}`)
      file = outcome.value.path
    }
    const [alone, sales] = [await held(write), await selling(book, write)]
    const floor = plainly(join(folder, 'plain'), readFileSync(file))
    const size = (statSync(file).size / 1e6).toFixed(2)
    row(form, alone, sales, `${size} MB; written plainly (floor) ${floor.toFixed(1)} ms`)
  }
  book.close()
} finally {
  rmSync(folder, { recursive: true })
}
