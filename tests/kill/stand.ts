import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChild } from '../../build/children.ts'
import { openTill, type Cashier } from '../../build/demo/cashier.ts'
import { electronProgram, sandboxFlags } from '../../build/electron/program.ts'
import type { Display } from '../../build/display.ts'
import { startSandbox, type Sandbox } from '../../cloudpay/sandbox/sandbox.ts'
import { InternalStatus } from '../../cloudpay/protocol/enums.ts'
import { familyOf } from '../bench/processes.ts'
import { startPrinterServer } from '../support/printer-server.ts'
import { bookHas, readBook, type FoundBook } from './book.ts'
import type { Found, Press, Violation } from './found.ts'
import type { CashPress, FoundCash } from './judge-cash.ts'
import type { FoundTopUps } from './judge-top-ups.ts'
import { startLine, type Line, type MoneyCall, type ToldCall } from './line.ts'
import { paperOf } from './paper.ts'
import { readShifts, wrongToTell, type FoundShifts, type HandOverPress } from './shift-book.ts'

const root = join(import.meta.dirname, '..', '..')
/** Slow enough that a slip takes the time a real one does. */
const PRINTER_BYTES_PER_SECOND = 8000
const POLL_MS = 5
/** All ways to take money that are off until a shop switches them on. */
const SETTINGS = { version: 1, ways: { qr: true, cash: true, bankCard: true } }

/** One till, killed over and over: its state folder, its Cloud Pay, the line between them, its printer. */
export interface Stand {
  readonly home: string
  readonly sandbox: Sandbox
  readonly line: Line
  /** Broken on the line itself, since the last look. */
  brokenOnTheLine(): Violation[]
  /** Starts the till, with somebody at its screen. */
  open(): Promise<Cashier>
  /** Starts the till and leaves it alone. */
  start(): void
  /** Kills the till and all its processes, whether it is up or coming up, and waits until not one is left. */
  kill(): Promise<void>
  book(): FoundBook
  /** Somebody asks for a capture or a release, whatever comes of it. */
  press(press: Press): void
  /** Somebody asks for the open shift to be handed over, whatever comes of it. */
  pressHandOver(press: HandOverPress): void
  /** Somebody takes so many fen in cash; what is answered is called when the till has said that it is written down. */
  pressCash(amountFen: number): () => void
  found(): Found
  foundCash(): FoundCash
  foundShifts(): FoundShifts
  foundTopUps(): FoundTopUps
  /** Resolves when the next slip begins to come out. */
  nextPaper(until: AbortSignal): Promise<void>
  password(staffId: string): string
  /** `keep`: the state folder stays where it is, for somebody to look at. */
  close(keep: boolean): Promise<void>
}

/** Ends when `holds` does. For what tells nobody when it changes. */
export async function poll(holds: () => boolean, until: AbortSignal): Promise<void> {
  while (!holds() && !until.aborted) await new Promise((look) => setTimeout(look, POLL_MS))
}

const isGone = (pid: number): boolean => {
  try {
    // A process that nobody has asked about yet is dead all the same.
    return /^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

function send(signal: 'SIGSTOP' | 'SIGKILL', pid: number): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It is gone already.
  }
}

export async function openStand(display: Display): Promise<Stand> {
  const home = await mkdtemp(join(tmpdir(), 'guitai-kill-'))
  await writeFile(join(home, 'settings.json'), JSON.stringify(SETTINGS), { mode: 0o600 })
  const bookPath = join(home, 'trading', 'book.db')
  const broken: Violation[] = []
  const sandbox = await startSandbox({
    log({ path, internal }) {
      if (internal === InternalStatus.numberUsed) broken.push(`a number was used again with another content, at ${path}`)
    },
  })
  const opening = new Map(sandbox.control.members().map(({ number, balanceFee }) => [number, balanceFee]))
  const presses: Press[] = []
  const handOvers: HandOverPress[] = []
  const cash: CashPress[] = []
  const contents = new Map<string, string>()
  function watchContent({ number, content }: MoneyCall | ToldCall): void {
    if ((contents.get(number) ?? content) !== content) broken.push(`the number ${number} left the till with two contents`)
    contents.set(number, content)
  }
  const line = await startLine(sandbox.origin, {
    money(call) {
      if (!bookHas(bookPath, call)) broken.push(`the ${call.kind} ${call.number} left the till before it was in the book`)
      watchContent(call)
    },
    shift(call) {
      const wrong = wrongToTell(readShifts(bookPath), call)
      if (wrong !== null) broken.push(wrong)
      watchContent(call)
    },
  })
  const printer = await startPrinterServer({ bytesPerSecond: PRINTER_BYTES_PER_SECOND })
  const paper = paperOf(printer)
  const book = (): FoundBook => readBook(bookPath)
  let main: number | null = null
  const env: NodeJS.ProcessEnv = {
    ...display.env,
    GUITAI_HOME: home,
    GUITAI_CLOUDPAY: line.origin,
    GUITAI_PRINTER: `tcp://127.0.0.1:${printer.port}`,
    GUITAI_TRAINING: '0',
  }

  return {
    home,
    sandbox,
    line,
    brokenOnTheLine: () => broken.splice(0),
    async open() {
      main = null
      const cashier = await openTill({ home, env })
      main = cashier.app.process().pid ?? null
      return cashier
    },
    start() {
      const child = startChild(electronProgram(root), [...sandboxFlags(), root], {
        cwd: root,
        env: { ...process.env, ...env },
        stdio: 'ignore',
      })
      main = child.pid ?? null
    },
    async kill() {
      const limit = AbortSignal.timeout(10_000)
      if (main === null) throw new Error('there is no till to kill')
      // It stands still from this moment on and never runs again: there is time to see who belongs to it.
      send('SIGSTOP', main)
      const family = familyOf(main)
      for (const pid of family) send('SIGKILL', pid)
      await poll(() => [...family].every(isGone), limit)
      if (limit.aborted) throw new Error('the till outlived its kill')
      main = null
    },
    book,
    press: (press) => void presses.push(press),
    pressHandOver: (press) => void handOvers.push(press),
    found: () => ({
      book: book(),
      orders: sandbox.control.orders(),
      holds: sandbox.control.holds(),
      paper: paper(),
      presses: [...presses],
    }),
    pressCash(amountFen) {
      const at = cash.push({ amountFen, said: false }) - 1
      return () => void (cash[at] = { amountFen, said: true })
    },
    foundCash: () => ({ sales: book().sales, orders: sandbox.control.orders(), paper: paper(), presses: [...cash] }),
    foundShifts: () => ({
      book: readShifts(bookPath),
      there: sandbox.control.shifts(),
      paper: paper().filter(({ kind }) => kind === 'shift'),
      presses: [...handOvers],
    }),
    foundTopUps() {
      const { sales, refunds } = book()
      return { sales, refunds, orders: sandbox.control.orders(), cards: sandbox.control.members(), opening }
    },
    nextPaper(until) {
      const before = printer.jobs.length
      return poll(() => printer.jobs.length > before, until)
    },
    password: (staffId) => sandbox.control.staff().find((person) => person.staffId === staffId)?.trainingPassword ?? '',
    async close(keep) {
      await line.close()
      await printer.close()
      await sandbox.close()
      if (!keep) await rm(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
