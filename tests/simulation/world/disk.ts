import type { Sqlite } from '../../../electron/ledger/open.ts'
import type { Dice } from './dice.ts'

/**
 * What the disk does at one of the next writes.
 * - `full`: the write is refused, nothing is kept · `fullAtCommit`: the same, at the moment of the commit
 * - `fsyncFails`: the commit is refused, and yet what was written may be found after a restart, when nothing was written since
 * - `killBefore`, `killAfter`: the till dies just before or just after a commit is durable
 */
export const DISK_FAULTS = ['full', 'fullAtCommit', 'fsyncFails', 'killBefore', 'killAfter'] as const
export type DiskFault = (typeof DISK_FAULTS)[number]

export interface Disk {
  /** The database as one till sees it: once that till is dead, nothing of it reaches the disk any more. */
  databaseFor(till: { readonly alive: () => boolean; readonly die: () => void }): Sqlite
  /** The n-th write from now goes wrong; `times` in a row. */
  arm(fault: DiskFault, at: number, times: number): void
  disarm(): void
  /** How many writes were refused so far. */
  readonly refusals: () => number
  /** Before a till starts: what a failed fsync left behind may come to light now. */
  recover(dice: Dice): void
}

/** What SQLite throws when the disk refuses a write. */
export class DiskRefuses extends Error {
  readonly code: string
  constructor(code: 'SQLITE_FULL' | 'SQLITE_IOERR_FSYNC') {
    super(code === 'SQLITE_FULL' ? 'database or disk is full' : 'disk I/O error')
    this.code = code
  }
}
/** Never caught by anything that matters: the till it is thrown into is gone. */
export class Killed extends Error {}

export interface Statement {
  all(...values: unknown[]): unknown[]
  get(...values: unknown[]): unknown
  run(...values: unknown[]): unknown
}
interface Compiled {
  readonly statement: Statement
  /** The table that it writes to, or null. */
  readonly writes: string | null
}

/** What is kept of a database for as long as it lives: it is used for many schedules. */
interface Kept {
  readonly statements: Map<string, Compiled>
  readonly written: Set<string>
}
const databases = new WeakMap<Sqlite, Kept>()
function keptOf(real: Sqlite): Kept {
  let kept = databases.get(real)
  if (!kept) databases.set(real, (kept = { statements: new Map(), written: new Set() }))
  return kept
}

const WRITES = /^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+(\w+)/i
function compile(real: Sqlite, sql: string): Compiled {
  const { statements } = keptOf(real)
  let one = statements.get(sql)
  if (!one) statements.set(sql, (one = { statement: real.prepare(sql) as Statement, writes: WRITES.exec(sql)?.[1] ?? null }))
  return one
}
/** Compiling is the dearest thing here, and the same few statements come back with every life of every till. */
export const prepared = (real: Sqlite, sql: string): Statement => compile(real, sql).statement

/** Takes everything away that tills have written: far cheaper than a new database. */
export function emptied(real: Sqlite): Sqlite {
  if (real.inTransaction) real.exec('ROLLBACK')
  const { written } = keptOf(real)
  for (const table of written) prepared(real, `DELETE FROM ${table}`).run()
  // Filled by the book itself, and never without the one that is open.
  if (written.has('movement')) prepared(real, 'DELETE FROM movement_hour').run()
  if (written.has('shift')) prepared(real, 'INSERT INTO shift (shift_no, started_at) VALUES (1, 0)').run()
  written.clear()
  return real
}

interface Written {
  readonly statement: Statement
  readonly values: readonly unknown[]
}

/** What a till's statements ask of the disk at each use. */
interface Access {
  /** Throws when the till is dead: nothing of it reaches the disk any more. */
  check(): void
  write(compiled: Compiled, values: readonly unknown[]): unknown
}

/** The library takes a list as the values themselves, and is quicker with it than with many. */
const asOne = (values: readonly unknown[]): unknown => (values.length === 1 && typeof values[0] === 'object' ? values[0] : values)

class TillStatement implements Statement {
  private readonly compiled: Compiled
  private readonly access: Access
  constructor(compiled: Compiled, access: Access) {
    this.compiled = compiled
    this.access = access
  }
  all(...values: unknown[]): unknown[] {
    this.access.check()
    return this.compiled.statement.all(asOne(values))
  }
  get(...values: unknown[]): unknown {
    this.access.check()
    return this.compiled.statement.get(asOne(values))
  }
  run(...values: unknown[]): unknown {
    this.access.check()
    return this.access.write(this.compiled, values)
  }
}

/** As much of a database as the book uses. */
class TillDatabase {
  private readonly real: Sqlite
  private readonly access: Access
  private readonly execute: (sql: string) => void
  constructor(real: Sqlite, access: Access, execute: (sql: string) => void) {
    this.real = real
    this.access = access
    this.execute = execute
  }
  get inTransaction(): boolean {
    return this.real.inTransaction
  }
  prepare(sql: string): Statement {
    this.access.check()
    return new TillStatement(compile(this.real, sql), this.access)
  }
  exec(sql: string): void {
    this.access.check()
    this.execute(sql)
  }
}

export function createDisk(real: Sqlite): Disk {
  let armed: { fault: DiskFault; at: number; times: number } | null = null
  let refusals = 0
  /** What the transaction under way has written. */
  let writing: Written[] = []
  /** What a failed fsync left behind, until something else is written over it. */
  let leftBehind: readonly Written[] = []
  const { written } = keptOf(real)

  /** The armed fault, when it falls due at this write. */
  function due(...faults: DiskFault[]): DiskFault | null {
    if (!armed || !faults.includes(armed.fault)) return null
    if (armed.at > 0) {
      armed.at -= 1
      return null
    }
    armed.times -= 1
    refusals += 1
    const { fault } = armed
    if (armed.times <= 0) armed = null
    return fault
  }

  /** Makes what was written durable, by `keep`; or not, as the armed fault has it. */
  function commit(under: readonly Written[], keep: () => unknown, die: () => void): unknown {
    const fault = due('fullAtCommit', 'fsyncFails', 'killBefore', 'killAfter')
    if (fault === 'fullAtCommit') throw new DiskRefuses('SQLITE_FULL')
    if (fault === 'fsyncFails') {
      leftBehind = under
      throw new DiskRefuses('SQLITE_IOERR_FSYNC')
    }
    const kept = fault === 'killBefore' ? undefined : keep()
    if (fault !== 'killBefore') leftBehind = []
    if (fault === null) return kept
    die()
    throw new Killed('the till was killed')
  }

  return {
    arm(fault, at, times) {
      armed = { fault, at, times }
    },
    disarm() {
      armed = null
    },
    refusals: () => refusals,
    recover(dice) {
      if (real.inTransaction) real.exec('ROLLBACK')
      const found = leftBehind
      leftBehind = []
      if (found.length === 0 || !dice.chance(0.5)) return
      real.exec('BEGIN')
      for (const { statement, values } of found) statement.run(asOne(values))
      real.exec('COMMIT')
    },
    databaseFor({ alive, die }) {
      const access: Access = {
        check() {
          if (!alive()) throw new Killed('this till is dead')
        },
        write({ statement, writes }, values) {
          const run = (): unknown => statement.run(asOne(values))
          if (writes === null) return run()
          written.add(writes)
          if (due('full')) throw new DiskRefuses('SQLITE_FULL')
          if (!real.inTransaction) return commit([{ statement, values }], run, die)
          writing.push({ statement, values })
          return run()
        },
      }
      const database = new TillDatabase(real, access, (sql) => {
        if (sql.startsWith('BEGIN')) writing = []
        if (sql === 'COMMIT') commit(writing, () => real.exec(sql), die)
        else real.exec(sql)
      })
      // What the book uses beyond this is missing, and shows at once.
      return database as unknown as Sqlite
    },
  }
}
