import { ipcMain, type IpcMainInvokeEvent, type WebContents, type WebFrameMain } from 'electron'
import { refuse, type Outcome } from '../../contract/faults.ts'
import type { PageName } from '../../contract/request-shape.ts'
import { ASK_CHANNEL, TELL_CHANNEL } from './channels.ts'
import type { Log } from './log.ts'
import { isPageUrl } from './page-rules.ts'

/** Answers a question of a page; what it is, and whether this page may ask it, is not looked at yet. */
export type AnswerPage = (page: PageName, name: unknown, question: unknown) => Promise<Outcome<unknown>>

/** The window's contents in which a page is, null while there is none. */
type Where = () => WebContents | null

export interface IpcParts {
  /** Where the till's page is, whose main frame may ask. */
  readonly trusted: Where
  readonly log: Log
}

export interface Ipc {
  /** Says who answers. Until then questions wait: the page is there before the till is. */
  answerWith(answer: AnswerPage): void
  /** From now on the customer display may ask as well, for what is its own. */
  admitCustomer(where: Where): void
  /** From now on the camera's page may speak as well, while there is one. */
  admitCamera(where: Where): void
  /** Sends to this page as it is. Nothing happens while there is no such page. */
  tell(page: PageName, name: string, body: unknown): void
  stop(): void
}

function isMainFrame(frame: WebFrameMain | null, sender: WebContents, contents: WebContents | null): frame is WebFrameMain {
  return contents !== null && !contents.isDestroyed() && sender === contents && frame !== null && frame === contents.mainFrame
}

/** The one place where the main process listens to a page. Each message is checked for its sender before anything else. */
export function listenToPage(parts: IpcParts): Ipc {
  const log = parts.log.of('ipc')
  const where: Record<PageName, Where> = { till: parts.trusted, customer: () => null, camera: () => null }
  let answerWith: (answer: AnswerPage) => void = () => undefined
  const answering = new Promise<AnswerPage>((resolve) => {
    answerWith = resolve
  })

  /** Whose page that is; null for every other frame there may be. */
  const pageOf = (frame: WebFrameMain | null, sender: WebContents): PageName | null => {
    for (const page of ['till', 'customer', 'camera'] as const)
      if (isMainFrame(frame, sender, where[page]()) && isPageUrl(page, frame.url)) return page
    return null
  }

  ipcMain.handle(ASK_CHANNEL, async (event: IpcMainInvokeEvent, ...message: readonly unknown[]) => {
    const page = pageOf(event.senderFrame, event.sender)
    if (page === null) {
      log.error('request.foreignSender', { from: event.senderFrame?.url ?? 'a frame that is gone' })
      return refuse('request.forbidden')
    }
    if (message.length !== 2) {
      log.warn('request.unknown', { parts: message.length })
      return refuse('request.invalid')
    }
    const answer = await answering
    return answer(page, message[0], message[1])
  })

  return {
    answerWith,
    admitCustomer(contents) {
      where.customer = contents
    },
    admitCamera(contents) {
      where.camera = contents
    },
    tell(page, name, body) {
      const contents = where[page]()
      if (contents === null || contents.isDestroyed() || contents.isCrashed()) return
      contents.send(TELL_CHANNEL, name, body)
    },
    stop: () => ipcMain.removeHandler(ASK_CHANNEL),
  }
}
