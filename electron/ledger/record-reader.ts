import type { z } from 'zod'
import type { Sqlite } from './open.ts'

interface Statement {
  all(...values: unknown[]): unknown[]
  get(...values: unknown[]): unknown
}

/** Keeps what was compiled once: compiling a statement costs more than running it. `key` tells statements apart. */
export function compiledOnce(compile: (key: string) => Statement): (key: string) => Statement {
  const kept = new Map<string, Statement>()
  return (key) => {
    let statement = kept.get(key)
    if (statement === undefined) {
      statement = compile(key)
      kept.set(key, statement)
    }
    return statement
  }
}

/** Reads the records of a table by a condition; each is held to its schema, since a file can be changed by anybody. */
export function recordReader<S extends z.ZodType>(database: Sqlite, table: 'sale' | 'refund' | 'hold' | 'release', schema: S) {
  const select = compiledOnce((where) => database.prepare(`SELECT body FROM ${table} ${where}`))
  const read = (row: unknown): z.output<S> => schema.parse(JSON.parse((row as { body: string }).body))
  return {
    all: (where: string, ...values: (string | number)[]): z.output<S>[] =>
      select(where)
        .all(...values)
        .map(read),
    /** The first of them, or null. */
    first(where: string, ...values: (string | number)[]): z.output<S> | null {
      const row: unknown = select(where).get(...values)
      return row === undefined ? null : read(row)
    },
  }
}
