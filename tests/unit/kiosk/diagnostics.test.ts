import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { exportDiagnostics, type Findings } from '../../../electron/kiosk/diagnostics.ts'
import { createMask } from '../../../electron/kiosk/mask.ts'
import { DEFAULT_SETTINGS } from '../../../electron/kiosk/settings-schema.ts'
import { scratchFolder } from './scratch.ts'

const findings: Findings = {
  versions: { guitai: '0.1.0', electron: '45.4.1' },
  serialNumber: 'GUITAI_TILL_0123456789ABCDEF',
  training: false,
  settings: { ...DEFAULT_SETTINGS, receipt: { ...DEFAULT_SETTINGS.receipt, footer: 'call 134567890123456789' } },
  machine: [],
  lamps: { network: { level: 'ok', reason: 'fine' } },
  book: { check: 'ok', entries: 12 },
  vaultTier: 'file',
  log: ['{"event":"sale.sent","details":{"author_code":"134567890123456789"}}', 'the key is Zq8-our-key'],
  logLinesLost: 0,
}

it('The bundle for support has what support needs and no secret, and only the till’s user can read it', () => {
  const mask = createMask(() => ({ secrets: ['Zq8-our-key'], orderPrefixes: [] }))
  const path = exportDiagnostics(scratchFolder(), findings, mask, Date.UTC(2026, 0, 2, 3, 4, 5, 678))
  const text = readFileSync(path, 'utf8')
  expect(JSON.parse(text)).toMatchObject({
    at: '2026-01-02T03:04:05.678Z',
    versions: findings.versions,
    serialNumber: findings.serialNumber,
    settings: { language: 'zh-CN', printers: [{ printer: { kind: 'none' } }] },
    lamps: findings.lamps,
    book: findings.book,
    vaultTier: 'file',
  })
  expect((JSON.parse(text) as { log: string[] }).log).toHaveLength(2)
  expect(text).not.toMatch(/134567890123456789|Zq8-our-key/)
  expect(statSync(path).mode & 0o077).toBe(0)
})

it('Of the bundles the newest ten are kept', () => {
  const folder = scratchFolder()
  const mask = createMask()
  const paths = Array.from({ length: 13 }, (_, index) => exportDiagnostics(folder, findings, mask, 1_795_385_730_000 + index))
  expect(readdirSync(folder)).toHaveLength(10)
  expect(dirname(paths.at(-1) ?? '')).toBe(folder)
  expect(readdirSync(folder).sort().at(-1)).toBe(paths.at(-1)?.split('/').at(-1))
})
