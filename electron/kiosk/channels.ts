import type { EventName } from '../../contract/requests.ts'

/** The two channels between the page and the main process. There are no others. */
export const ASK_CHANNEL = 'guitai:ask'
export const TELL_CHANNEL = 'guitai:tell'

/** The events by name, without the schemas: the preload stays small. The type keeps it equal to the contract. */
const EVENT_NAMES: Readonly<Record<EventName, true>> = { snapshot: true, openOrder: true }

export function isEventName(name: unknown): name is EventName {
  return typeof name === 'string' && Object.hasOwn(EVENT_NAMES, name)
}
