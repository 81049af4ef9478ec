import type { Sqlite } from '../../../electron/ledger/open.ts'

/**
 * What the disk does at one of the next writes.
 * - `full`: the write is refused, nothing is kept · `fullAtCommit`: the same, at the moment of the commit
 * - `killBefore`, `killAfter`: the till dies just before or just after a commit is durable
 */
export const DISK_FAULTS = ['full', 'fullAtCommit', 'killBefore', 'killAfter'] as const
export type DiskFault = (typeof DISK_FAULTS)[number]

export interface Disk {
  /** The database as one till sees it: once that till is dead, nothing of it reaches the disk any more. */
  databaseFor(till: { readonly alive: () => boolean; readonly die: () => void }): Sqlite
  /** The n-th write from now goes wrong; `times` in a row. */
  arm(fault: DiskFault, at: number, times: number): void
  disarm(): void
  /** What stands on the disk, past all faults. */
  readonly real: Sqlite
}

class DiskFull extends Error {
  readonly code = 'SQLITE_FULL'
}
/** Never caught by anything that matters: the till it is thrown into is gone. */
class Killed extends Error {}

interface Statement {
  all(...values: unknown[]): unknown[]
  run(...values: unknown[]): unknown
}

/** Preparing is the dearest thing here, and the same few statements come back with every life of every till. */
const statements = new WeakMap<Sqlite, Map<string, Statement>>()
function prepared(real: Sqlite, sql: string): Statement {
  const kept = statements.get(real) ?? new Map<string, Statement>()
  statements.set(real, kept)
  const statement = kept.get(sql) ?? (real.prepare(sql) as Statement)
  kept.set(sql, statement)
  return statement
}

export function createDisk(real: Sqlite): Disk {
  let armed: { fault: DiskFault; at: number; times: number } | null = null

  /** True when the armed fault falls due at this write. */
  function due(...faults: DiskFault[]): DiskFault | null {
    if (!armed || !faults.includes(armed.fault)) return null
    if (armed.at > 0) {
      armed.at -= 1
      return null
    }
    armed.times -= 1
    const { fault } = armed
    if (armed.times <= 0) armed = null
    return fault
  }

  return {
    real,
    arm(fault, at, times) {
      armed = { fault, at, times }
    },
    disarm() {
      armed = null
    },
    databaseFor({ alive, die }) {
      const check = (): void => {
        if (!alive()) throw new Killed('this till is dead')
      }
      function exec(sql: string): unknown {
        check()
        if (sql !== 'COMMIT') return real.exec(sql)
        const fault = due('fullAtCommit', 'killBefore', 'killAfter')
        if (fault === 'fullAtCommit') throw new DiskFull('database or disk is full')
        if (fault === 'killBefore') real.exec('ROLLBACK')
        else real.exec('COMMIT')
        if (fault === null) return undefined
        die()
        throw new Killed('the till was killed')
      }
      function prepare(sql: string): unknown {
        check()
        const statement = prepared(real, sql)
        const writes = /^\s*(INSERT|UPDATE|DELETE)/i.test(sql)
        return {
          all(...values: unknown[]) {
            check()
            return statement.all(...values)
          },
          run(...values: unknown[]) {
            check()
            if (writes && due('full')) throw new DiskFull('database or disk is full')
            return statement.run(...values)
          },
        }
      }
      return new Proxy(real, {
        get(target, name) {
          if (name === 'exec') return exec
          if (name === 'prepare') return prepare
          if (name === 'inTransaction') return target.inTransaction
          throw new Error(`the book uses ${String(name)} of the database, which this disk does not have`)
        },
      })
    },
  }
}
