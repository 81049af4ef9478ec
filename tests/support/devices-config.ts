import { paperSchema } from '../../contract/printers.ts'

/** The part of a devices configuration that most tests leave as it is: nothing else is plugged in. */
export const NOTHING_ELSE = { paper: paperSchema.parse({}), firstSlipDelayMs: 0, scanners: [], pole: { kind: 'none' as const } }
