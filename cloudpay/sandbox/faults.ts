import { serverDoesNotKnow, tryLater, type Outcome } from './outcome.ts'

/** Troubles of the whole server, set in the back office. Those of one customer are behaviours. */
export interface Faults {
  /** `refused`: connections are closed before anything is read. `cut`: the work is done, then the connection is cut. */
  line: 'fine' | 'refused' | 'cut'
  /** Every answer is held back for so many ms. */
  slowMs: number
  /** Codes are made with a wrong key. */
  badHmac: boolean
  /** The next so many calls are answered so, and not carried out. */
  statusNext: { status: 3 | 103; calls: number }
}

export const NO_FAULTS: Readonly<Faults> = { line: 'fine', slowMs: 0, badHmac: false, statusNext: { status: 3, calls: 0 } }

export type FaultBoard = ReturnType<typeof createFaultBoard>

export function createFaultBoard(changed: () => void) {
  let faults: Faults = { ...NO_FAULTS }
  return {
    current: (): Readonly<Faults> => faults,
    set: (part: Partial<Faults>): void => {
      faults = { ...faults, ...part }
      changed()
    },
    clear: (): void => {
      faults = { ...NO_FAULTS }
      changed()
    },
    /** Uses up one of the scripted answers, if there is one. */
    scriptedAnswer(): Outcome | undefined {
      const { status, calls } = faults.statusNext
      if (calls <= 0) return undefined
      faults = { ...faults, statusNext: { status, calls: calls - 1 } }
      changed()
      return status === 3 ? serverDoesNotKnow() : tryLater()
    },
  }
}
