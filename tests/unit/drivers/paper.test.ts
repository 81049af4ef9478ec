import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRINTER_PROFILES } from '../../../contract/device-choices.ts'
import { paperSchema } from '../../../contract/printers.ts'
import { CannotPrintAmount } from '../../../drivers/printer/charset.ts'
import { drawerKick, encodeSlip } from '../../../drivers/printer/encode.ts'
import { encodeFor } from '../../../drivers/printer/encode-picture.ts'
import { longestCommand, type PrinterProfile } from '../../../drivers/printer/profile.ts'
import { PROFILES } from '../../../drivers/printer/profiles/all.ts'
import { pictureOf } from '../../support/escpos-picture.ts'
import { anySlip, PAYMENT, printed, PROFILE_LIST, slip } from './slips.ts'

const IMAGE = paperSchema.parse({ mode: 'image' })
const DRAWING = PROFILE_LIST.filter((profile) => profile.image)

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slip-paper-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const run = (program: string, args: readonly string[]) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

function onPaper(bytes: Uint8Array, profile: PrinterProfile): string {
  const path = join(folder, `${profile.name}-${Math.floor(performance.now() * 1000)}.pgm`)
  writeFileSync(path, pictureOf(printed(bytes, profile).lines, profile.dots, profile.feedUnits))
  return path
}

function holdsRealTime(bytes: Uint8Array): boolean {
  return bytes.some((byte, at) => byte === 0x10 && [4, 5, 0x14].includes(bytes[at + 1] ?? 0))
}

describe('the profiles', () => {
  it('are there for every name of the contract, under that name, and fit on their paper', () => {
    expect(Object.keys(PROFILES)).toEqual([...PRINTER_PROFILES])
    for (const name of PRINTER_PROFILES) {
      const profile = PROFILES[name]
      expect(profile.name).toBe(name)
      expect(profile.columns * profile.columnDots).toBeLessThanOrEqual(profile.dots)
      expect(profile.dots).toBeLessThanOrEqual(profile.paperDots)
      expect(longestCommand(profile)).toBeLessThanOrEqual(4096 + 17)
    }
  })

  it('have a drawer and a buzzer that a printer of the model understands', () => {
    for (const profile of PROFILE_LIST) {
      const kick = drawerKick(profile)
      expect(kick === null).toBe(profile.commands.drawer === null)
      if (kick) expect(printed(kick, profile)).toMatchObject({ errors: [], drawerKicks: 1, cuts: 0, lines: [] })
      const { beep } = profile.commands
      if (beep) expect(printed(Uint8Array.from(beep), profile)).toMatchObject({ errors: [], beeps: 1, lines: [] })
    }
  })

  it('that make hanzi of 16 dots spread them over two columns, so that sums stand under each other', () => {
    const paper = printed(encodeSlip(PAYMENT, PROFILES['generic-76']).bytes, PROFILES['generic-76'])
    expect(paper.errors).toEqual([])
    expect(paper.lines.find((line) => line.text.startsWith('订单号'))?.columns).toBe(33)
    expect(paper.lines.find((line) => line.text.startsWith('金额'))).toMatchObject({ size: 2, evenSize: true, bold: true })
  })

  it('without pictures print what a code says', () => {
    const codes = slip([
      { kind: 'barcode', value: '0100005220240601' },
      { kind: 'qr', value: 'https://pay.example/1' },
    ])
    const { lines, errors } = printed(encodeSlip(codes, PROFILES['generic-76']).bytes, PROFILES['generic-76'])
    expect(errors).toEqual([])
    expect(lines.map((line) => line.text.trim()).filter(Boolean)).toEqual(['0100005220240601', 'https://pay.example/1'])
  })
})

describe('the paper settings', () => {
  it('put blank lines above and below, and cut only where that is wanted and there is a cutter', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PROFILE_LIST),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 20 }),
        fc.boolean(),
        (profile, headLines, tailLines, cut) => {
          const bare = printed(encodeSlip(PAYMENT, profile, { cut }).bytes, profile)
          const { slip: laid, bytes } = encodeSlip(PAYMENT, profile, { headLines, tailLines, cut })
          const paper = printed(bytes, profile)
          expect(paper.errors).toEqual([])
          expect(paper.cuts).toBe(cut && profile.commands.cut ? 1 : 0)
          expect(paper.lines.length).toBe(bare.lines.length + headLines + tailLines)
          expect(paper.lines.findIndex((line) => line.text !== '')).toBe(headLines)
          expect(laid.lines.length).toBe(encodeSlip(PAYMENT, profile).slip.lines.length + headLines + tailLines)
        },
      ),
    )
  })

  it('draw any slip as bands that every model with pictures understands, with nothing in them that it obeys', async () => {
    await fc.assert(
      fc.asyncProperty(anySlip, fc.constantFrom(...DRAWING), async (document, profile) => {
        const { bytes } = await encodeFor(document, profile, IMAGE)
        const paper = printed(bytes, profile)
        expect(paper.errors).toEqual([])
        expect(paper.lines.every((line) => ['raster', 'feed'].includes(line.kind) || line.text === '')).toBe(true)
        expect(holdsRealTime(bytes)).toBe(false)
        expect(paper.cuts).toBe(profile.commands.cut ? 1 : 0)
        expect(paper.drawerKicks).toBe(document.openDrawer && profile.commands.drawer ? 1 : 0)
        expect(paper.end).toEqual({ chinese: false, size: 1, hanziSize: 1, bold: false, align: 'left' })
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('keep the codes of a drawn slip readable', async () => {
    const codes = slip([
      { kind: 'text', text: '海风酒店', align: 'center', size: 2 },
      { kind: 'barcode', value: '010000522024060114032212' },
      { kind: 'blank', lines: 2 },
      { kind: 'qr', value: 'https://shop.example/e/010000522024?part=2' },
    ])
    for (const profile of DRAWING) {
      const read = run('zbarimg', ['-q', onPaper((await encodeFor(codes, profile, IMAGE)).bytes, profile)])
      expect([profile.name, ...read.trim().split('\n').sort()]).toEqual([
        profile.name,
        'CODE-128:010000522024060114032212',
        'QR-Code:https://shop.example/e/010000522024?part=2',
      ])
    }
  }, 30_000)

  it('keep the hanzi of a drawn slip readable', async () => {
    const words = slip([
      { kind: 'text', text: '微信支付收款成功' },
      { kind: 'text', text: '谢谢惠顾欢迎再次光临' },
    ])
    for (const name of ['generic-58', 'epson-tm-t88'] as const) {
      const path = onPaper((await encodeFor(words, PROFILES[name], IMAGE)).bytes, PROFILES[name])
      const read = run('tesseract', [path, '-', '-l', 'chi_sim', '--psm', '6']).replace(/[ \n]/g, '')
      expect(read).toContain('微信支付收款成功')
    }
  })

  it('feed past what is blank instead of sending it', async () => {
    const sparse = slip([
      { kind: 'text', text: '.' },
      { kind: 'blank', lines: 10 },
      { kind: 'text', text: '.' },
    ])
    const { bytes } = await encodeFor(sparse, PROFILES['generic-80'], paperSchema.parse({ mode: 'image', tailLines: 20 }))
    expect(bytes.length).toBeLessThan(200)
  })

  it('keep symbols of a printer without native codes readable in text, too', () => {
    for (const profile of DRAWING) {
      const bare: PrinterProfile = { ...profile, barcode: null, qr: null }
      const value = 'https://shop.example/e/010000522024?part=2'
      const { bytes } = encodeSlip(slip([{ kind: 'qr', value }]), bare)
      expect(printed(bytes, bare).errors).toEqual([])
      expect(run('zbarimg', ['-q', onPaper(bytes, bare)]).trim()).toBe(`QR-Code:${value}`)
    }
  })

  it('refuse a drawn sum that the font has no sign for', async () => {
    const sum = slip([{ kind: 'money', label: '\u{10ffff}', amountFen: 1 }])
    await expect(encodeFor(sum, PROFILES['generic-58'], IMAGE)).rejects.toThrow(CannotPrintAmount)
  })

  it('send text to a printer that takes no pictures', async () => {
    const profile = PROFILES['generic-76']
    expect((await encodeFor(PAYMENT, profile, IMAGE)).bytes).toEqual(encodeSlip(PAYMENT, profile).bytes)
  })
})
