import Database from 'libsql'
import { figuresTable } from './figure-table.ts'
import { movementStream } from './movement-stream.ts'
import { refundsOf } from './refund-table.ts'
import { MIGRATIONS } from './schema.ts'

/** A book as it stood at one moment: what is written meanwhile is not seen. */
export interface BookReading {
  readonly figures: Pick<ReturnType<typeof figuresTable>, 'ofPeriod' | 'hours'>
  readonly refunds: Pick<ReturnType<typeof refundsOf>, 'givenBack'>
  readonly stream: ReturnType<typeof movementStream>
  readonly close: () => void
}

/**
 * Reads a book beside the till that has it open, and can write nothing into it. One look at one moment: the figures and the orders in
 * a file belong together. Throws when there is no book of this version.
 */
export function readBook(path: string): BookReading {
  const database = new Database(path, { timeout: 2000 })
  try {
    database.exec('PRAGMA query_only = ON; BEGIN')
    // The first read is the moment.
    const { version } = database.prepare('SELECT user_version AS version FROM pragma_user_version').get() as { version: number }
    if (version !== MIGRATIONS.length) throw new Error(`the book is of version ${version}`)
    return {
      figures: figuresTable(database),
      refunds: refundsOf(database),
      stream: movementStream(database),
      close() {
        if (database.inTransaction) database.exec('ROLLBACK')
        database.close()
      },
    }
  } catch (error) {
    database.close()
    throw error
  }
}
