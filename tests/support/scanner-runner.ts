/**
 * The scanners of the till in a process of their own, for tests that need another user or a preload: prints one JSON a line of
 * what they tell. The argument is the set-up; lines on stdin are `find`, `try MS` and `close`.
 */
import { createInterface } from 'node:readline'
import { systemClock } from '../../contract/clock.ts'
import { scannerSetupSchema } from '../../contract/scanners.ts'
import { findScanners } from '../../drivers/scanner/find.ts'
import { openSetUp, openTried } from '../../drivers/scanner/kinds.ts'
import { Scanners } from '../../drivers/scanner/scanners.ts'
import { watchDevices } from '../../drivers/scanner/watch.ts'

const tell = (what: object) => void process.stdout.write(`${JSON.stringify(what)}\n`)
const setups = scannerSetupSchema.array().parse(JSON.parse(process.argv[2] ?? '[]'))
const scanners: Scanners = new Scanners({
  clock: systemClock,
  open: openSetUp,
  openTried,
  find: findScanners,
  watch: watchDevices,
  scan: (scannerId, text, at) => tell({ type: 'scan', scannerId, text, at }),
  tried: (tried) => tell({ type: 'tried', ...tried }),
  status: () => tell({ type: 'status', lamps: scanners.lamps() }),
  fault: (text) => tell({ type: 'fault', text }),
})
void scanners.configure(setups)
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [word, number] = line.split(' ')
    if (word === 'find') void findScanners().then((found) => tell({ type: 'found', found }))
    if (word === 'try') void scanners.try(Number(number))
    if (word === 'close') void scanners.close().then(() => tell({ type: 'closed' }))
  })
  .on('close', () => process.exit(0))
