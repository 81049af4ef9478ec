import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportJob, ExportWish, FromExport } from '../../../contract/exports.ts'
import { systemClock } from '../../../contract/clock.ts'
import { createExporter } from '../../../electron/exports/exporter.ts'

const WISH: ExportWish = {
  ...{ form: 'csv', from: 0, until: 1, staffId: null, staff: null, shopName: '', deviceName: '', language: 'en' },
  ...{ training: false, madeAt: 0, told: null },
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guitai-exporter-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A process that says what the test has it say, and a clock that moves when the test moves it. */
function scripted() {
  const jobs: ExportJob[] = []
  const waits: { ms: number; call: () => void; over: boolean }[] = []
  let say: (message: unknown) => void = () => undefined
  let gone: (code: number | null) => void = () => undefined
  let killed = 0
  const exporter = createExporter({
    ...{ folder, book: '/the/book.db' },
    clock: {
      ...systemClock,
      after(ms, call) {
        const wait = { ms, call, over: false }
        waits.push(wait)
        return () => (wait.over = true)
      },
    },
    spawn: () => ({
      send: (job) => void jobs.push(job),
      onMessage: (listener) => (say = listener),
      onExit: (listener) => (gone = listener),
      kill: () => void (killed += 1),
    }),
  })
  return {
    ...{ exporter, jobs, waits },
    say: (message: FromExport) => say(message),
    rubbish: (message: unknown) => say(message),
    die: () => gone(null),
    killed: () => killed,
  }
}

describe('the writing process', () => {
  it('is told what to write once it is ready, beside the file’s place', () => {
    const { exporter, jobs, say, waits } = scripted()
    exporter.write(WISH, 'a.csv', () => undefined)
    expect(jobs).toEqual([])
    say({ type: 'ready' })
    expect(jobs).toEqual([{ ...WISH, book: '/the/book.db', draft: join(folder, '.a.csv.draft') }])
    expect(waits.map((wait) => wait.over)).toEqual([true])
  })

  it('that does not get ready is ended, and the export has failed', async () => {
    const { exporter, waits, killed, die } = scripted()
    const writing = exporter.write(WISH, 'a.csv', () => undefined)
    waits[0]?.call()
    expect(killed()).toBe(1)
    die()
    expect(await writing.ended).toMatchObject({ fault: { code: 'export.ended' } })
  })

  it('is not believed when it says what is not of the contract', async () => {
    const { exporter, say, rubbish } = scripted()
    const heard: number[] = []
    const writing = exporter.write(WISH, 'a.csv', (done) => heard.push(done))
    say({ type: 'ready' })
    for (const message of [null, 'written', { type: 'progress', done: -1, of: 2 }, { type: 'written?' }]) rubbish(message)
    say({ type: 'progress', done: 1, of: 2 })
    expect(heard).toEqual([1])
    // It says that it has written what is not there.
    say({ type: 'written' })
    expect(await writing.ended).toMatchObject({ fault: { code: 'orders.notWritten' } })
    expect(readdirSync(folder)).toEqual([])
  })

  it('is given up for good: its last words give nothing a name', async () => {
    const { exporter, say, die } = scripted()
    const writing = exporter.write(WISH, 'a.csv', () => undefined)
    say({ type: 'ready' })
    writeFileSync(join(folder, '.a.csv.draft'), 'whole')
    writing.cancel()
    say({ type: 'written' })
    expect(readdirSync(folder), 'somebody may still write into it').toEqual(['.a.csv.draft'])
    die()
    expect(await writing.ended).toEqual({ ok: true, value: null })
    expect(readdirSync(folder)).toEqual([])
  })

  it('that has written is not waited for, and its end after that is none', async () => {
    const { exporter, say, die, killed } = scripted()
    const writing = exporter.write(WISH, 'a.csv', () => undefined)
    say({ type: 'ready' })
    writeFileSync(join(folder, '.a.csv.draft'), 'whole')
    say({ type: 'written' })
    die()
    writing.cancel()
    expect(await writing.ended).toEqual({ ok: true, value: { path: join(folder, 'a.csv') } })
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('whole')
    expect(killed()).toBeGreaterThan(0)
  })

  it('that cannot be started is a fault', async () => {
    const exporter = createExporter({
      ...{ folder, book: '', clock: systemClock },
      spawn() {
        throw new Error('no more processes')
      },
    })
    const outcome = await exporter.write(WISH, 'a.csv', () => undefined).ended
    expect(outcome).toMatchObject({ fault: { code: 'export.ended', platformText: 'Error: no more processes' } })
  })
})
