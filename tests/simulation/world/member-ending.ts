import type { TillLife } from './counter.ts'
import { ADMIN } from './member-hands.ts'
import type { Time } from './time.ts'

/** So long an answer on a good line is waited for, ms. */
const ANSWERED = 2000

/** An admin presses the change that is not known once more, as the till asks for it. */
export async function settledAdjustment({ book, selling }: TillLife, time: Time): Promise<void> {
  const open = book.fact('members.adjustment')
  if (open === null) return
  void selling.adjustments.adjust(JSON.parse(open) as Parameters<typeof selling.adjustments.adjust>[0], ADMIN)
  await time.pass(ANSWERED)
}
