import type { PageName } from '../../contract/request-shape.ts'
import type { EventName } from '../../contract/requests.ts'

/** The two channels between a page and the main process. There are no others. */
export const ASK_CHANNEL = 'guitai:ask'
export const TELL_CHANNEL = 'guitai:tell'

/** The events and whom each is told, without the schemas: the preload stays small. The type keeps it equal to the contract. */
export const EVENT_PAGES: Readonly<Record<EventName, Exclude<PageName, 'camera'>>> = {
  snapshot: 'till',
  openOrder: 'till',
  scanned: 'till',
  scanTried: 'till',
  customer: 'customer',
}

export function isEventName(name: unknown): name is EventName {
  return typeof name === 'string' && Object.hasOwn(EVENT_PAGES, name)
}
