import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { startSandbox, type Sandbox } from '../cloudpay/sandbox/sandbox.ts'
import { openTill, type Cashier } from './demo/cashier.ts'
import { agree } from './demo/agree.ts'
import { salesAsCsv } from './demo/csv.ts'
import { foreignSale } from './demo/foreign-sale.ts'
import { deposits } from './demo/deposits.ts'
import { readDemoOptions, USAGE } from './demo/options.ts'
import { createReport, filesIn, hold, soundIn, waitUntil } from './demo/report.ts'
import { wholeRound } from './demo/whole-round.ts'
import { onRequestToEnd } from './children.ts'
import { withDisplay } from './display.ts'

/**
 * `npm run demo -- --out DIR`: the main job in the real app, driven as a person would. It leaves pictures, slips, sound,
 * the book and `report.json`, and ends with 0 only if everything holds.
 */

const options = readDemoOptions(process.argv.slice(2))
if (typeof options === 'string') {
  console.error(`${options}\n\n${USAGE}`)
  process.exit(2)
}
const out = resolve(options.out)
const home = join(out, 'home')
const archive = join(out, 'kept')
for (const folder of [home, archive, join(out, 'screens')]) {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
}

/** Paid sales, and what deposits add to them: two that are held, one that is used, one that goes back. */
const sold = options.foreign ? 1 : 2
const used = options.foreign ? 0 : 1
const ofDeposits = options.foreign ? 0 : 4
/** One when the till was bound, one a paid sale and a step of a deposit, and the copy. */
const slips = sold + ofDeposits + (options.foreign ? 1 : 2)

const report = createReport(() => performance.now())
const display = await withDisplay({ width: 1600, height: 1000 })
const sandbox: Sandbox | null = options.foreign ? null : await startSandbox({})
let cashier: Cashier | null = null
const stopAll = async () => {
  await cashier?.close()
  await sandbox?.close()
  await display.stop()
}
onRequestToEnd(stopAll)
console.log(`guitai demo: ${options.foreign ? 'one sale against another server' : 'a morning at the counter'}`)

try {
  cashier = await openTill({
    home,
    cloud: options.foreign?.cloudpay ?? sandbox?.origin ?? '',
    env: { ...display.env, GUITAI_ARCHIVE: archive, GUITAI_PRINTER: options.printer ?? `virtual:${join(out, 'paper')}` },
  })
  const screens = (name: string) => join(out, 'screens', `${name}.png`)
  if (options.foreign) await foreignSale(report, cashier, options.foreign, screens)
  else if (sandbox) {
    const places = { screens, archive }
    if (await wholeRound(report, cashier, sandbox, places)) await deposits(report, cashier, sandbox, places)
  }
  // Slips are drawn after they are printed, so that drawing holds nobody up: wait for the last picture.
  await waitUntil(async () => (await filesIn(archive, '.png')).length >= slips, 20_000)
} finally {
  await cashier?.close()
}

await report.step('the slips are there as bytes and as pictures', async () => {
  const bytes = await filesIn(archive, '.bin')
  const pictures = await filesIn(archive, '.png')
  hold(bytes.length === slips, `there are ${bytes.length} slips, not ${slips}`)
  hold(pictures.length === slips, `there are ${pictures.length} pictures of slips, not ${slips}`)
  return { slips }
})
await report.step('the voice was heard', async () => {
  const sounds = await filesIn(archive, '.wav')
  const lengths = await Promise.all(sounds.map(soundIn))
  hold(sounds.length >= sold + ofDeposits + 1, `there are only ${sounds.length} sentences`)
  return { sentences: sounds.length, seconds: lengths.map((length) => Math.round(length * 10) / 10) }
})
await report.step('the book says the same', async () => {
  const { csv, rows, deposits: held, journalHolds } = salesAsCsv(join(home, 'trading', 'book.db'), Date.now())
  await writeFile(join(out, 'book.csv'), csv)
  hold(journalHolds, 'the journal of the book was tampered with')
  const paid = rows.filter((row) => row.state === 'paid').length
  hold(paid === sold + used, `the book has ${paid} paid sales, not ${sold + used}`)
  if (sandbox) agree(sandbox.control, rows, held)
  return { rows: rows.length, deposits: held.length }
})
await sandbox?.close()
await display.stop()
await report.write(join(out, 'report.json'), { at: new Date().toISOString(), printer: options.printer ?? 'pictures' })
console.log(report.ok() ? `everything held; see ${out}` : `not everything held; see ${join(out, 'report.json')}`)
process.exit(report.ok() ? 0 : 1)
