import type { Sqlite } from '../../../electron/ledger/open.ts'
import type { Schedule } from './deeds.ts'
import { play, type Played } from './play.ts'

/** The same promise broken, whatever the numbers in it. */
const alike = (a: string | null, b: string | null): boolean => a?.replace(/\d+/g, '#') === b?.replace(/\d+/g, '#')

/**
 * Leaves out of a failing schedule every deed, and all trouble, that it fails without. Each deed's chance hangs on its own
 * number, so what is left still happens as it did.
 */
export async function minimised(schedule: Schedule, database: Sqlite): Promise<{ schedule: Schedule; played: Played }> {
  let least = schedule
  let played = await play(schedule, database, true)
  const { violation } = played
  async function keepIfStill(tried: Schedule): Promise<boolean> {
    const again = await play(tried, database, true)
    if (!alike(again.violation, violation)) return false
    least = tried
    played = again
    return true
  }
  for (let size = Math.ceil(schedule.deeds.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < least.deeds.length;) {
      const deeds = [...least.deeds.slice(0, at), ...least.deeds.slice(at + size)]
      if (!(await keepIfStill({ ...least, deeds }))) at += size
    }
  }
  await keepIfStill({ ...least, ending: 'none' })
  await keepIfStill({ ...least, printerTrouble: 0 })
  await keepIfStill({ ...least, roughness: 0 })
  return { schedule: least, played }
}
