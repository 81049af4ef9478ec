import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { transform } from 'receiptline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SlipDocument } from '../../../contract/slip.ts'
import { hanziBytes } from '../../../drivers/printer/charset.ts'
import { code128Data, code128Modules } from '../../../drivers/printer/code128.ts'
import { draw } from '../../../drivers/printer/draw.ts'
import { encodeSlip } from '../../../drivers/printer/encode.ts'
import { toPdf } from '../../../drivers/printer/pdf.ts'
import { toPng } from '../../../drivers/printer/png.ts'
import { generic58 } from '../../../drivers/printer/profiles/generic-58.ts'
import { generic80 } from '../../../drivers/printer/profiles/generic-80.ts'
import { code128Row } from '../../../drivers/printer/symbols.ts'
import { PAYMENT, PROFILE_LIST, slip } from './slips.ts'

/** Programs that know nothing of ours judge what we made. */

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slip-judges-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const run = (program: string, args: readonly string[]) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

async function picture(document: SlipDocument, profile = generic58): Promise<string> {
  const path = join(folder, `${profile.name}-${Math.floor(performance.now() * 1000)}.png`)
  writeFileSync(path, await toPng(draw(encodeSlip(document, profile).slip, profile)))
  return path
}

function bytesBetween(bytes: Uint8Array, open: readonly number[], close: readonly number[]): string[] {
  const text = Buffer.from(bytes).toString('latin1')
  const [from, to] = [open, close].map((marks) => String.fromCharCode(...marks))
  return text
    .split(from ?? '')
    .slice(1)
    .map((part) => part.slice(0, part.indexOf(to ?? '')))
}

const HANZI_ON = [0x1c, 0x26]
const HANZI_OFF = [0x1c, 0x2e]

describe('judged by others', () => {
  it("Python's table has the same bytes for every character of GB2312 and GBK", () => {
    const table = (codec: string) =>
      run('python3', [
        '-c',
        `
for cp in list(range(0x80, 0x3400)) + list(range(0x4e00, 0xa000)) + list(range(0xff00, 0xfff0)):
    try: print(format(cp, 'x'), chr(cp).encode('${codec}').hex())
    except UnicodeEncodeError: pass`,
      ]).trim()
    for (const charset of ['gbk', 'gb2312'] as const) {
      const wrong = table(charset)
        .split('\n')
        .filter((line) => {
          const [codePoint = '', bytes = ''] = line.split(' ')
          const ours = hanziBytes(String.fromCodePoint(Number.parseInt(codePoint, 16)), charset)
          return bytes.length === 4 && Buffer.from(ours ?? []).toString('hex') !== bytes
        })
      // Two places where Python's GB2312 chose other characters than printers and Windows did: U+30FB and U+2015.
      expect(wrong.filter((line) => !['30fb a1a4', '2015 a1aa'].includes(line))).toEqual([])
    }
  })

  it('Python reads the hanzi of a slip back', () => {
    const runs = bytesBetween(encodeSlip(PAYMENT, generic80).bytes, HANZI_ON, HANZI_OFF).map((part) =>
      Buffer.from(part.replaceAll('\u001c!\u000c', '').replaceAll('\u001c!\u0000', ''), 'latin1').toString('hex'),
    )
    const read = run('python3', [
      '-c',
      `import sys; print('|'.join(bytes.fromhex(each).decode('gb18030') for each in sys.argv[1:]))`,
      ...runs,
    ])
    expect(read.trim().split('|').slice(0, 4)).toEqual(['海风酒店', '南山店', '收款', '自动打印'])
  })

  it('receiptline asks the Chinese ROM for the same characters and the barcode for the same pairs', () => {
    const theirs = Buffer.from(
      transform('收银\n金额\n谢谢惠顾\n{code:010000522024060114032212; option:code128,2,72,hri}', {
        cpl: 48,
        encoding: 'gb18030',
        command: 'escpos',
      }),
      'latin1',
    )
    const rows = ['收银', '金额', '谢谢惠顾'].map((text) => ({ kind: 'text' as const, text }))
    const ours = encodeSlip(slip([...rows, { kind: 'barcode', value: '010000522024060114032212' }]), generic80).bytes
    const hanzi = bytesBetween(ours, HANZI_ON, HANZI_OFF)
    expect(hanzi).toHaveLength(3)
    for (const each of hanzi) expect(theirs.toString('latin1')).toContain(each)
    expect(
      theirs.includes(
        Buffer.from([0x49, code128Data('010000522024060114032212').length, ...code128Data('010000522024060114032212')]),
      ),
    ).toBe(true)
  })

  it('bwip-js needs as many modules for a barcode as we count', () => {
    for (const value of ['0100005220240601', '12345', 'AB-12345678', 'G1{2}', '7', 'ORDER 42', '010000A52202406011']) {
      expect([value, code128Modules(value)]).toEqual([value, code128Row(value).width])
    }
  })

  it('zbarimg reads the barcode and the QR code off the picture', async () => {
    for (const profile of PROFILE_LIST.filter((each) => each.image)) {
      const document = slip([
        { kind: 'barcode', value: '010000522024060114032212' },
        { kind: 'blank', lines: 2 },
        { kind: 'qr', value: 'https://shop.example/e/010000522024?part=2' },
      ])
      const read = run('zbarimg', ['-q', await picture(document, profile)])
      expect(read.trim().split('\n').sort()).toEqual([
        'CODE-128:010000522024060114032212',
        'QR-Code:https://shop.example/e/010000522024?part=2',
      ])
    }
  })

  it('tesseract reads the hanzi off the picture', async () => {
    const path = await picture(
      slip([
        { kind: 'text', text: '微信支付收款成功' },
        { kind: 'text', text: '谢谢惠顾欢迎再次光临' },
      ]),
    )
    const read = run('tesseract', [path, '-', '-l', 'chi_sim', '--psm', '6']).replace(/[ \n]/g, '')
    expect(read).toContain('微信支付收款成功')
    expect(read).toContain('欢迎再次光临')
  })

  it('the picture is as wide as the paper', async () => {
    for (const profile of PROFILE_LIST) {
      const head = readFileSync(await picture(PAYMENT, profile))
      // By the PNG specification: the width stands at byte 16, the kind of colour at byte 25, where 0 is grey.
      expect(head.readUInt32BE(16)).toBe(profile.paperDots)
      expect(head[25]).toBe(0)
    }
  })

  it('a reader of PDF finds the text of the slip on a page of the paper’s width', async () => {
    const pdf = await toPdf(draw(encodeSlip(PAYMENT, generic58).slip, generic58))
    const text = textOfPdf(pdf)
    for (const words of ['海风酒店', '金额', '￥', '1,280.00', '2024-06-01', '010000522024060114032212'])
      expect(text).toContain(words)
    const [, width] = /\/MediaBox \[0 0 ([\d.]+)/.exec(pdf.toString('latin1')) ?? []
    expect(Number(width)).toBeCloseTo((58 / 25.4) * 72, 1)
  })
})

/** Follows the file's own ToUnicode table, as any reader does. */
function textOfPdf(pdf: Buffer): string {
  const streams = [...pdf.toString('latin1').matchAll(/stream\r?\n(.*?)\r?\nendstream/gs)].flatMap(([, body = '']) => {
    try {
      return [inflateSync(Buffer.from(body, 'latin1')).toString('latin1')]
    } catch {
      return []
    }
  })
  const table = streams.flatMap(
    (stream) => /beginbfrange\s*<0000> <[0-9a-f]+> \[(.*?)\]/s.exec(stream)?.[1]?.match(/[0-9a-f]{4}/g) ?? [],
  )
  const shown = streams.flatMap((stream) => [...stream.matchAll(/\[(<[^\]]*)\] TJ/g)].map(([, glyphs]) => glyphs ?? ''))
  return shown
    .map((glyphs) =>
      [...glyphs.matchAll(/<([0-9a-f]+)>/g)]
        .flatMap(([, hex]) => hex?.match(/.{4}/g) ?? [])
        .map((glyph) => String.fromCharCode(Number.parseInt(table[Number.parseInt(glyph, 16)] ?? '0', 16)))
        .join(''),
    )
    .join('\n')
}
