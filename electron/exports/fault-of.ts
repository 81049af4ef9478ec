import { refuse, type Fault } from '../../contract/faults.ts'

/** What went wrong, as the till says it: no room, no font, or what the system said. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Error && error.name === 'NoSlipFont') return refuse('export.noFont').fault
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const platformText = (error instanceof Error ? error.message : String(error)).slice(0, 200)
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return refuse('export.diskFull', { platformText }).fault
  return refuse('orders.notWritten', { platformText }).fault
}
