import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLog } from '../../../electron/kiosk/log.ts'
import { createMask } from '../../../electron/kiosk/mask.ts'
import { scratchFolder } from './scratch.ts'

const now = () => Date.UTC(2026, 0, 2, 3, 4, 5)

describe('The log', () => {
  it('writes one line of JSON an event, with time, level and part, masked', () => {
    const folder = scratchFolder()
    const log = openLog({ folder, mask: createMask(), now })
    log
      .of('sale')
      .info('sale.sent', { orderNo: '01000052202611221015300000', author_code: '134567890123456789', text: 'two\nlines' })
    log.debug('not.written')
    log.close()
    const text = readFileSync(join(folder, 'guitai.log'), 'utf8')
    expect(text.split('\n')).toHaveLength(2)
    expect(JSON.parse(text)).toEqual({
      at: '2026-01-02T03:04:05.000Z',
      level: 'info',
      part: 'sale',
      event: 'sale.sent',
      details: { orderNo: '01000052202611221015300000', author_code: '13************6789', text: 'two\nlines' },
    })
    expect(statSync(join(folder, 'guitai.log')).mode & 0o077).toBe(0)
  })

  it('turns over by size, keeps so many files, and no line is lost or cut at the turn', () => {
    const folder = scratchFolder()
    const log = openLog({ folder, mask: createMask(), now, maxBytes: 2_000, files: 3 })
    for (let line = 0; line < 100; line++) log.info('line', { line })
    expect(readdirSync(folder).sort()).toEqual(['guitai.1.log', 'guitai.2.log', 'guitai.log'])
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(2_000)
    const lines = log.tail(1_000_000).map((line) => (JSON.parse(line) as { details: { line: number } }).details.line)
    expect(lines.at(-1)).toBe(99)
    expect(lines.length).toBeGreaterThan(40)
    expect(lines).toEqual(lines.map((_, index) => 100 - lines.length + index))
    expect(log.tail(300).length).toBeLessThan(5)
    expect(log.tail(300).length).toBeGreaterThan(0)
    log.close()
  })

  it('goes on in the file of the last run', () => {
    const folder = scratchFolder()
    for (const run of [1, 2]) {
      const log = openLog({ folder, mask: createMask(), now })
      log.info('run', { run })
      log.close()
    }
    expect(readFileSync(join(folder, 'guitai.log'), 'utf8').trim().split('\n')).toHaveLength(2)
  })

  it('never throws where it cannot write, counts what it lost, and writes again when it can', () => {
    const folder = join(scratchFolder(), 'log')
    mkdirSync(join(folder, 'guitai.log'), { recursive: true })
    const log = openLog({ folder, mask: createMask(), now })
    log.error('one')
    log.error('two')
    expect(log.lost()).toBe(2)
    rmSync(join(folder, 'guitai.log'), { recursive: true })
    log.error('three')
    expect(existsSync(join(folder, 'guitai.log'))).toBe(true)
    expect(log.tail(1_000)).toHaveLength(1)
    log.close()
  })

  it('bounds a line, whatever it is given', () => {
    const folder = scratchFolder()
    const log = openLog({ folder, mask: createMask(), now })
    log.info('big', { lists: Array.from({ length: 150 }, () => 'z'.repeat(3_000)) })
    log.close()
    const text = readFileSync(join(folder, 'guitai.log'), 'utf8')
    expect(text.length).toBeLessThan(20_000)
    expect(() => JSON.parse(text) as unknown).not.toThrow()
  })
})
