import type { ExportJob } from '../../contract/exports.ts'
import type { Fault } from '../../contract/faults.ts'
import { barsOf, wholeDays } from '../../contract/figure-chart.ts'
import { figuresOf, type Figures } from '../../contract/figures.ts'
import type { HourFigures } from '../../contract/shift-requests.ts'
import { slipFont } from '../../drivers/printer/font.ts'
import type { Movement } from '../ledger/day-list.ts'
import { readBook, type BookReading } from '../ledger/reading.ts'
import { stateShown } from '../till/sale-state.ts'
import type { Cell } from './cells.ts'
import { BYTE_ORDER_MARK, csvLine } from './csv.ts'
import { openDraft, type Draft } from './draft.ts'
import { faultOf } from './fault-of.ts'
import { figureLines, figureTables } from './figure-table.ts'
import { orderLine } from './order-table.ts'
import type { Bars } from './pdf-charts.ts'
import { writeXlsx } from './xlsx.ts'

const HOUR = 3_600_000

export interface Told {
  /** `done` of `of` lines, or parts, are written. Called often. */
  readonly progress: (done: number, of: number) => void
  /** Lets others have a turn; called after each piece. */
  readonly giveWay: () => Promise<void>
}
/** So many lines make a piece. */
const PIECE = 200

/** What a book has of the period, at one moment. */
interface Taken {
  readonly figures: Figures
  readonly hours: readonly HourFigures[]
  readonly bars: Bars
}

function take(book: BookReading, { from, until, staffId, madeAt }: ExportJob): Taken {
  const hours = (start: number, end: number): HourFigures[] =>
    book.figures.hours(start, end, staffId).map(({ hour, count, fen }) => ({ at: hour * HOUR, count, fen }))
  // Of a shift the whole day from its start, as on the screen, so that what came before is the same time yesterday.
  const chart = { from, until: Math.max(until, from + wholeDays({ from, until })) }
  const earlier = wholeDays(chart)
  return {
    figures: figuresOf(book.figures.ofPeriod(from, until, staffId)),
    hours: hours(from, until),
    bars: barsOf(chart, hours(from, until), hours(from - earlier, chart.until - earlier), madeAt),
  }
}

function* ordersOf(book: BookReading, { from, until, staffId }: ExportJob): Generator<readonly Cell[]> {
  const stateOf = (row: Movement): string => {
    if (row.kind === 'refund') return row.refund.state
    if (row.kind === 'release') return row.release.state
    return stateShown(row.sale, book.refunds.givenBack(row.sale.orderNo ?? '').acceptedFen)
  }
  for (const row of book.stream.movements(from, until, staffId)) yield orderLine(row, stateOf(row))
}

async function writeForm(job: ExportJob, book: BookReading, draft: Draft, { progress, giveWay }: Told): Promise<void> {
  const { figures, hours, bars } = take(book, job)
  const tables = figureTables({ figures, hours }, job)
  let [done, of] = [0, 1]
  const step = (): void => progress(++done, of)

  if (job.form === 'pdf') {
    const [font, { PDF_PARTS, toPdfReport }] = [await slipFont(), await import('./pdf.ts')]
    of = PDF_PARTS
    draft.write(await toPdfReport({ tables, figures, bars, language: job.language }, font, step))
    return
  }
  if (job.form === 'csv') {
    const lines = figureLines(tables)
    of = lines.length
    draft.write(Buffer.from(BYTE_ORDER_MARK))
    for (const { cells } of lines) {
      draft.write(Buffer.from(csvLine(cells)))
      step()
    }
    return
  }
  // The summary counts as one line.
  of = 1 + hours.length + book.stream.count(job.from, job.until, job.staffId)
  const lines = writeXlsx(tables, ordersOf(book, job), job.language, (bytes) => draft.write(bytes))
  while (!lines.next().done) {
    step()
    if (done % PIECE === 0) await giveWay()
  }
}

/**
 * Writes the draft of a file of figures, from a look at the book at one moment, while the till goes on writing into it. Answers null
 * when it is whole and on the disk, else why not; then nothing of it is left. Faults: `export.diskFull`, `export.noFont`,
 * `orders.notWritten`.
 */
export async function writeExport(job: ExportJob, told: Told): Promise<Fault | null> {
  let draft: Draft | null = null
  let book: BookReading | null = null
  try {
    draft = openDraft(job.draft)
    book = readBook(job.book)
    await writeForm(job, book, draft, told)
    draft.finish()
    return null
  } catch (error) {
    draft?.drop()
    return faultOf(error)
  } finally {
    book?.close()
  }
}
