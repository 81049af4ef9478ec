import type { Volumes } from '../../contract/voice.ts'

/** All kinds as loud. */
export const allAt = (volume: number): Volumes => ({ payment: volume, refund: volume, warning: volume })
