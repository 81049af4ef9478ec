/** One of the processes that `npm run sim` shares its work out to. */
import { openWorldDatabase } from '../../tests/simulation/world/play.ts'
import { playMany, type Part } from '../../tests/simulation/world/many.ts'

process.once('message', (part: Part) => {
  const tell = (message: unknown): void => void process.send?.(message)
  playMany(part, openWorldDatabase(), (done, violations) => tell({ done, violations })).then(
    (result) => {
      process.send?.({ result }, () => process.disconnect())
    },
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
