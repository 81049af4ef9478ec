import { ipcMain, type IpcMainInvokeEvent, type WebContents, type WebFrameMain } from 'electron'
import { refuse, type Outcome } from '../../contract/faults.ts'
import { ASK_CHANNEL, TELL_CHANNEL } from './channels.ts'
import type { Log } from './log.ts'
import { isPageUrl } from './page-rules.ts'

/** Answers a question of the page; what it is, and whether it may be asked, is not looked at yet. */
export type AnswerPage = (name: unknown, question: unknown) => Promise<Outcome<unknown>>

export interface IpcParts {
  /** The page whose main frame may ask; null while there is none. */
  readonly trusted: () => WebContents | null
  readonly log: Log
}

export interface Ipc {
  /** Says who answers. Until then questions wait: the page is there before the till is. */
  answerWith(answer: AnswerPage): void
  /** Sends to the page as it is. Nothing happens while there is no page. */
  tell(name: string, body: unknown): void
  stop(): void
}

function comesFromPage(frame: WebFrameMain | null, sender: WebContents, page: WebContents | null): boolean {
  return (
    page !== null && !page.isDestroyed() && sender === page && frame !== null && frame === page.mainFrame && isPageUrl(frame.url)
  )
}

/** The one place where the main process listens to a page. Each message is checked for its sender before anything else. */
export function listenToPage(parts: IpcParts): Ipc {
  const log = parts.log.of('ipc')
  let answerWith: (answer: AnswerPage) => void = () => undefined
  const answering = new Promise<AnswerPage>((resolve) => {
    answerWith = resolve
  })

  ipcMain.handle(ASK_CHANNEL, async (event: IpcMainInvokeEvent, ...message: readonly unknown[]) => {
    if (!comesFromPage(event.senderFrame, event.sender, parts.trusted())) {
      log.error('request.foreignSender', { from: event.senderFrame?.url ?? 'a frame that is gone' })
      return refuse('request.forbidden')
    }
    if (message.length !== 2) {
      log.warn('request.unknown', { parts: message.length })
      return refuse('request.invalid')
    }
    const answer = await answering
    return answer(message[0], message[1])
  })

  return {
    answerWith,
    tell(name, body) {
      const page = parts.trusted()
      if (page === null || page.isDestroyed() || page.isCrashed()) return
      page.send(TELL_CHANNEL, name, body)
    },
    stop: () => ipcMain.removeHandler(ASK_CHANNEL),
  }
}
