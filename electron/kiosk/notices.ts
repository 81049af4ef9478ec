import type { Clock } from '../../contract/clock.ts'
import type { Fault, FaultCode } from '../../contract/faults.ts'
import type { Snapshot } from '../../contract/snapshot.ts'

/** Sentences that stay on the screen until somebody puts them away, newest last. `first`: what there was to say at the start. */
export function createNotices(first: Fault | null, clock: Pick<Clock, 'now'>, changed: () => void) {
  let lastId = 1
  const notices: Snapshot['notices'] = first ? [{ id: lastId, fault: first, at: clock.now() }] : []
  const indexOf = (code: FaultCode): number => notices.findIndex((notice) => notice.fault.code === code)
  /** The newest of a kind takes the place of the older one. */
  const notify = (fault: Fault): void => {
    const older = indexOf(fault.code)
    if (older >= 0) notices.splice(older, 1)
    notices.push({ id: ++lastId, fault, at: clock.now() })
    changed()
  }
  return {
    notify,
    dismiss(id: number): void {
      const index = notices.findIndex((notice) => notice.id === id)
      if (index >= 0) notices.splice(index, 1)
      changed()
    },
    has: (code: FaultCode): boolean => indexOf(code) >= 0,
    all: (): Snapshot['notices'] => [...notices],
  }
}
