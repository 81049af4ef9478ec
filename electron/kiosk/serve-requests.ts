import { randomBytes } from 'node:crypto'
import { EVENTS, type EventBody, type EventName } from '../../contract/requests.ts'
import { answerRequest, shapeOf, type Asker, type Handlers } from './answer-request.ts'
import { EVENT_PAGES } from './channels.ts'
import type { Ipc } from './ipc.ts'
import type { Log } from './log.ts'

export interface ServeParts {
  readonly ipc: Ipc
  readonly handlers: Handlers
  readonly person: () => Asker
  readonly log: Log
}

/** Tells the page that an event is for. A body that is not of the contract is not sent. */
export type Publish = <N extends EventName>(name: N, body: EventBody<N>) => void

/** Answers what the pages ask from now on, and what they asked before; gives the way to tell them something. */
export function serveRequests(parts: ServeParts): Publish {
  const log = parts.log.of('ipc')
  const request = { handlers: parts.handlers, person: parts.person, log, newId: () => randomBytes(4).toString('hex') }
  parts.ipc.answerWith((page, name, question) => answerRequest(request, page, name, question))
  return (name, body) => {
    const parsed = EVENTS[name].safeParse(body)
    if (parsed.success) parts.ipc.tell(EVENT_PAGES[name], name, parsed.data)
    else log.error('event.invalid', { name, issues: shapeOf(parsed.error) })
  }
}
