import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { findingSchema } from '../../../contract/doctor.ts'
import { createMask } from '../../../electron/kiosk/mask.ts'
import { settingsSchema } from '../../../electron/kiosk/settings-schema.ts'
import { supportHandlers } from '../../../electron/kiosk/support-handlers.ts'
import { onePrinter } from '../../support/devices-config.ts'
import { rememberingLog, scratchFolder } from './scratch.ts'

const FINE = { level: 'ok', reason: 'fine' } as const
const CODE = '134567890123456789'

/** A till whose Cloud Pay is silent, with one sound output and a printer that is gone. */
function support() {
  const folder = scratchFolder()
  const asked: string[] = []
  const noted: string[] = []
  const log = { ...rememberingLog(), tail: () => [`{"code":"${CODE}"}`], lost: () => 0, close: () => undefined }
  const handlers = supportHandlers({
    home: { diagnostics: folder },
    place: { folder },
    book: { ok: false, fault: { code: 'book.damaged' } },
    vault: { describe: () => ({ tier: 'file' }) },
    settings: { current: () => settingsSchema.parse({ printers: onePrinter({ kind: 'network', host: '127.0.0.1', port: 9 }) }) },
    devices: { findOutputs: async () => [{ name: 'hdmi', label: 'HDMI' }] },
    origins: [],
    async ping(baseUrls) {
      asked.push(...baseUrls)
      return null
    },
    lamps: () => ({ network: FINE, printer: FINE, scanner: FINE, voice: FINE }),
    versions: { guitai: '0.1.0' },
    serialNumber: 'GT24',
    training: false,
    mask: createMask(),
    note: (kind) => noted.push(kind),
    clock: { now: () => 1_795_385_730_000 },
    log,
  })
  return { handlers, asked, noted }
}

it('The machine is looked over, with each of Cloud Pay’s hosts asked by itself', async () => {
  const { handlers, asked } = support()
  const found = await handlers['app.checkMachine']({}, null)
  if (!found.ok) throw new Error('no answer')
  for (const finding of found.value) expect(findingSchema.safeParse(finding).success).toBe(true)
  const codes = found.value.map(({ code }) => code)
  expect(codes).toEqual(expect.arrayContaining(['network.none', 'clock.unknown', 'printer.silent', 'secrets.file']))
  expect(asked).toHaveLength(4)
  for (const url of asked) expect(url).toMatch(/^https:\/\/([a-z]+\.)?pay\.qcloud\.com\/cpay\/$/)
})

it('The file for support holds what was found, also when the book cannot be opened, and no payment code', async () => {
  const { handlers, noted } = support()
  const kept = await handlers['app.exportDiagnostics']({}, null)
  if (!kept.ok) throw new Error('not kept')
  expect(noted).toEqual(['diagnostics.exported'])
  const text = readFileSync(kept.value.path, 'utf8')
  const bundle = JSON.parse(text) as { machine: string[]; book: unknown }
  expect(bundle.machine).toContain('bad printer.silent {"where":"127.0.0.1:9"}')
  expect(bundle.book).toEqual({ opened: false, fault: 'book.damaged', firstBrokenRow: null })
  expect(text).not.toContain(CODE)
})
