import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keeps, line, type Figure } from './bench/figure.ts'
import { saleFigures } from './bench/sales.ts'
import { encodeFigure, pageFigure } from './bench/size.ts'
import { startFigures } from './bench/start.ts'
import { onRequestToEnd } from './children.ts'
import { withDisplay } from './display.ts'

/**
 * `npm run bench`: the figures the till has to keep to, measured in the real app on this machine in one run. Ends with 1
 * when one is over. Run it on a quiet machine. From paid to the first audio sample is not measured here: it takes a sound
 * device.
 */

const file = join(import.meta.dirname, '..', 'artefacts', 'bench', 'figures.json')
const display = await withDisplay({ width: 1366, height: 768 })
onRequestToEnd(display.stop)
const figures: Figure[] = []
const tell = (...measured: readonly Figure[]) => {
  figures.push(...measured)
  for (const figure of measured) console.log(line(figure))
}
try {
  tell(pageFigure(), encodeFigure())
  tell(...(await startFigures(display)))
  tell(...(await saleFigures(display)))
} finally {
  await display.stop()
}
await mkdir(join(file, '..'), { recursive: true })
await writeFile(file, `${JSON.stringify(figures, null, 2)}\n`)
const over = figures.filter((figure) => !keeps(figure))
console.log(over.length === 0 ? 'all figures are kept' : `${over.length} over: ${over.map((figure) => figure.name).join('; ')}`)
process.exit(over.length === 0 ? 0 : 1)
