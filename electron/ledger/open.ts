import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'libsql'
import { ok, refuse, type Outcome } from '../../contract/faults.ts'
import { MIGRATIONS } from './schema.ts'

export type Sqlite = InstanceType<typeof Database>

export interface OpenedDatabase {
  readonly database: Sqlite
  /** Closes the file and lets another till open it. */
  readonly close: () => void
}

function faultOf(error: unknown): ReturnType<typeof refuse> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const text = (error instanceof Error ? error.message : String(error)).slice(0, 200)
  if (/BUSY|LOCKED|database is locked/i.test(`${code} ${text}`)) return refuse('book.locked')
  if (/CORRUPT|NOTADB|malformed|not a database/i.test(`${code} ${text}`)) return refuse('book.damaged', { platformText: text })
  return refuse('book.notWritten', { platformText: text })
}

/**
 * Holds a lock that ends with the process, however it ends: an exclusive SQLite lock on a file of its own. Not on the book
 * itself, because the library keeps a connection, and so its lock, until every statement is collected.
 */
function lock(path: string): Sqlite {
  const holder = new Database(path, { timeout: 500 })
  holder.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS held (by_whom INTEGER); COMMIT;')
  return holder
}

function versionOf(database: Sqlite): number {
  return (database.prepare('PRAGMA user_version').all()[0] as { user_version: number }).user_version
}

function migrate(database: Sqlite, path: string, now: number): void {
  const from = versionOf(database)
  if (from > 0 && from < MIGRATIONS.length && path !== ':memory:') {
    const backup = `${path}.before-v${MIGRATIONS.length}-${now}`
    if (!existsSync(backup)) database.prepare('VACUUM INTO ?').run(backup)
  }
  for (let version = from; version < MIGRATIONS.length; version++) {
    database.exec(`BEGIN IMMEDIATE; ${MIGRATIONS[version] ?? ''}; PRAGMA user_version = ${version + 1}; COMMIT;`)
  }
}

/**
 * Opens the book at the path, or makes it. Every commit reaches the disk before it returns (WAL, synchronous FULL). One
 * till at a time. Faults: `book.locked` (another till has it), `book.damaged` (left untouched), `book.fromNewerVersion`,
 * `book.notWritten` (disk full, no right). A copy is kept beside the book before its tables change.
 */
export function openDatabase(path: string, now: number): Outcome<OpenedDatabase> {
  const opened: Sqlite[] = []
  const closeAll = (): void => {
    for (const one of opened.splice(0).reverse()) one.close()
  }
  try {
    if (path !== ':memory:') {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      opened.push(lock(`${path}.lock`))
    }
    const database = new Database(path, { timeout: 2000 })
    opened.push(database)
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;')
    const [check] = database.prepare('PRAGMA quick_check').all() as { quick_check: string }[]
    if (check?.quick_check !== 'ok') {
      closeAll()
      return refuse('book.damaged', { platformText: (check?.quick_check ?? '').slice(0, 200) })
    }
    if (versionOf(database) > MIGRATIONS.length) {
      closeAll()
      return refuse('book.fromNewerVersion')
    }
    migrate(database, path, now)
    return ok({ database, close: closeAll })
  } catch (error) {
    closeAll()
    return faultOf(error)
  }
}
