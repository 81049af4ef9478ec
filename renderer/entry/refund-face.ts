import type { RefundState } from '../../contract/states.ts'
import type { Face } from './sale-face.ts'

const FACES: Record<RefundState, Pick<Face, 'shape' | 'tone'>> = {
  sending: { shape: 'ring', tone: 'waiting' },
  accepted: { shape: 'back', tone: 'calm' },
  succeeded: { shape: 'back', tone: 'paid' },
  unknown: { shape: 'unknown', tone: 'unknown' },
  conflict: { shape: 'unknown', tone: 'unknown' },
  failed: { shape: 'failed', tone: 'failed' },
  needsPerson: { shape: 'failed', tone: 'failed' },
}

/** The shape and the colour of a refund's state. */
export const refundFaceOf = (state: RefundState): Pick<Face, 'shape' | 'tone'> => FACES[state]
