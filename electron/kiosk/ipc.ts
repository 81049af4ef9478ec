import { randomBytes } from 'node:crypto'
import { ipcMain, type IpcMainInvokeEvent, type WebContents, type WebFrameMain } from 'electron'
import { refuse } from '../../contract/faults.ts'
import { EVENTS, type EventBody, type EventName } from '../../contract/requests.ts'
import { answerRequest, shapeOf, type Asker, type Handlers } from './answer-request.ts'
import { ASK_CHANNEL, TELL_CHANNEL } from './channels.ts'
import type { Log } from './log.ts'
import { isPageUrl } from './page-rules.ts'

export type { Asker, Handlers } from './answer-request.ts'

export interface IpcParts {
  readonly handlers: Handlers
  readonly person: () => Asker
  /** The page whose main frame may ask; null while there is none. */
  readonly trusted: () => WebContents | null
  readonly log: Log
}

export interface Ipc {
  /** Tells the page. Nothing happens while there is no page; a body that is not of the contract is not sent. */
  publish<N extends EventName>(name: N, body: EventBody<N>): void
  stop(): void
}

function comesFromPage(frame: WebFrameMain | null, sender: WebContents, page: WebContents | null): boolean {
  return (
    page !== null && !page.isDestroyed() && sender === page && frame !== null && frame === page.mainFrame && isPageUrl(frame.url)
  )
}

/** The one place where the main process listens to a page. Each message is checked for its sender before anything else. */
export function serveRequests(parts: IpcParts): Ipc {
  const log = parts.log.of('ipc')
  const request = { handlers: parts.handlers, person: parts.person, log, newId: () => randomBytes(4).toString('hex') }

  ipcMain.handle(ASK_CHANNEL, (event: IpcMainInvokeEvent, ...message: readonly unknown[]) => {
    if (!comesFromPage(event.senderFrame, event.sender, parts.trusted())) {
      log.error('request.foreignSender', { from: event.senderFrame?.url ?? 'a frame that is gone' })
      return refuse('request.forbidden')
    }
    if (message.length !== 2) {
      log.warn('request.unknown', { parts: message.length })
      return refuse('request.invalid')
    }
    return answerRequest(request, message[0], message[1])
  })

  return {
    publish(name, body) {
      const page = parts.trusted()
      if (page === null || page.isDestroyed() || page.isCrashed()) return
      const parsed = EVENTS[name].safeParse(body)
      if (!parsed.success) {
        log.error('event.invalid', { name, issues: shapeOf(parsed.error) })
        return
      }
      page.send(TELL_CHANNEL, name, parsed.data)
    },
    stop: () => ipcMain.removeHandler(ASK_CHANNEL),
  }
}
