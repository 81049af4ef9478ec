import { EventEmitter, once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { endChild, startChild } from '../../build/children.ts'
import { electronProgram, sandboxFlags } from '../../build/electron/program.ts'
import { now } from './now.ts'

const root = join(import.meta.dirname, '..', '..')
const PROBE = join(import.meta.dirname, 'inside', 'probe.cjs')

/** The till, and the empty app it is measured against. */
export const APPS = { till: root, blank: join(import.meta.dirname, 'blank') } as const

const FACES = ['none', 'bind', 'nobody', 'signIn', 'number', 'password', 'till', 'scan', 'paid', 'result'] as const
type Face = (typeof FACES)[number]

const reportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('shown'), at: z.number() }),
  z.object({ type: z.literal('face'), face: z.enum(FACES), changedAt: z.number(), at: z.number() }),
  z.object({ type: z.literal('enter'), at: z.number() }),
  z.object({ type: z.literal('clock'), aheadMs: z.number() }),
])
type Report = z.infer<typeof reportSchema>
type ReportOf<T extends Report['type']> = Extract<Report, { type: T }>

/** How long anything may take before the bench gives up, ms. */
const PATIENCE = 30_000
/** Slower than any scanner: ms between two keys of a hand. */
const HAND = 90

/** An Electron app under measurement. Times are epoch ms with fractions. */
export interface MeasuredApp {
  readonly pid: number
  readonly spawnedAt: number
  /** When its window could be shown. */
  readonly shownAt: Promise<number>
  /** Waits until one of these screens is in front; answers when it stood in the document and when it was drawn. */
  face(...wanted: readonly Face[]): Promise<ReportOf<'face'>>
  /** Whether this screen, which is in front, makes way for another one in time. */
  leaves(face: Face, withinMs: number): Promise<boolean>
  /** When the page was given its newest Enter. */
  lastEnterAt(): number
  /** How far the page's clock is ahead of the machine's time, ms. */
  pageAheadMs(): Promise<number>
  /** A text and Enter in quick succession, as a scanner gives them. */
  scan(text: string): void
  /** A text key by key, as a hand gives it. */
  type(text: string): Promise<void>
  press(key: 'Return' | 'F6'): Promise<void>
  /** Asks it to leave and waits until it has. */
  quit(): Promise<void>
}

/** Starts an app with nothing between it and this process but the probe. */
export function startApp(folder: string, env: NodeJS.ProcessEnv): MeasuredApp {
  const spawnedAt = now()
  const child = startChild(electronProgram(root), [...sandboxFlags(), '-r', PROBE, folder], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const { pid } = child
  if (pid === undefined) throw new Error('Electron cannot be started here')
  const reports = new EventEmitter()
  let words = ''
  let gone = false
  let front: ReportOf<'face'> | null = null
  let enterAt = 0
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-2000)))
  child.on('message', (message) => {
    const report = reportSchema.parse(message)
    if (report.type === 'face') front = report
    if (report.type === 'enter') enterAt = report.at
    reports.emit('report', report)
  })
  child.once('exit', () => {
    gone = true
    reports.emit('gone')
  })

  /** Waits for the next report that fits. */
  function heard<T extends Report['type']>(
    type: T,
    what: string,
    fits: (report: ReportOf<T>) => boolean,
    patience = PATIENCE,
  ): Promise<ReportOf<T>> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(late)
        reports.off('report', listen).off('gone', fail)
        settle()
      }
      const fail = () =>
        end(() => {
          reject(
            new Error(
              `waited in vain for ${what}; in front: ${front?.face ?? 'nothing'}${gone ? '; it has ended' : ''}\n${words}`,
            ),
          )
        })
      const listen = (report: Report) => {
        if (report.type !== type) return
        const own = report as ReportOf<T>
        if (fits(own)) end(() => resolve(own))
      }
      const late = setTimeout(fail, patience)
      reports.on('report', listen).once('gone', fail)
      if (gone) fail()
    })
  }

  const wish = (message: object): void => {
    if (child.connected) child.send(message)
  }
  const press = async (key: string): Promise<void> => {
    wish({ type: 'keys', keys: [key] })
    await pause(HAND)
  }
  const shownAt = heard('shown', 'a window', () => true).then(({ at }) => at)
  shownAt.catch(() => undefined)

  return {
    pid,
    spawnedAt,
    shownAt,
    face: async (...wanted) => {
      const fits = (one: ReportOf<'face'>): boolean => wanted.includes(one.face)
      return front !== null && fits(front) ? front : heard('face', `the screen ${wanted.join(' or ')}`, fits)
    },
    leaves: (face, withinMs) => {
      if (front?.face !== face) return Promise.resolve(true)
      const left = heard('face', 'another screen', (one) => one.face !== face, withinMs)
      return left.then(
        () => true,
        () => false,
      )
    },
    lastEnterAt: () => enterAt,
    async pageAheadMs() {
      const answer = heard('clock', 'the clock of the page', () => true)
      wish({ type: 'clock' })
      return (await answer).aheadMs
    },
    scan: (text) => wish({ type: 'keys', keys: [...Array.from(text), 'Return'] }),
    async type(text) {
      for (const key of text) await press(key)
    },
    press,
    async quit() {
      if (gone) return
      const ended = once(child, 'exit')
      wish({ type: 'quit' })
      const late = setTimeout(() => void endChild(child), PATIENCE)
      await ended
      clearTimeout(late)
    },
  }
}
