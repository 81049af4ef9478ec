import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { emulate, type EmulatorOptions } from '../../support/escpos-emulator.ts'
import { readChinese } from '../../support/escpos-emulator-text.ts'

const ON_58: EmulatorOptions = { columns: 32, dots: 384 }

/** Bytes written by hand: numbers as they are, strings as ASCII. */
function bytes(...parts: (number | string | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)))
}

const LF = 0x0a
const ESC = 0x1b
const FS = 0x1c
const GS = 0x1d
const INIT = [ESC, 0x40]
const CHINESE = [FS, 0x26]
const SINGLE = [FS, 0x2e]
/** 收银, as Python's codec `gbk` writes it. */
const SHOUYIN = [0xca, 0xd5, 0xd2, 0xf8]

const onPaper = (job: Uint8Array, options: EmulatorOptions = ON_58) => emulate(job, options)
const messages = (job: Uint8Array, options: EmulatorOptions = ON_58) => emulate(job, options).errors.map((error) => error.message)
const texts = (job: Uint8Array, options: EmulatorOptions = ON_58) => emulate(job, options).lines.map((line) => line.text)

describe('text', () => {
  test('a plain line stands on the paper as it was sent', () => {
    const { lines, errors } = onPaper(bytes(INIT, 'TOTAL 12.00', LF))
    expect(errors).toEqual([])
    expect(lines).toMatchObject([{ kind: 'text', text: 'TOTAL 12.00', size: 1, bold: false, align: 'left', columns: 11 }])
  })

  test('double bytes are Chinese between FS & and FS . only', () => {
    expect(texts(bytes(INIT, CHINESE, SHOUYIN, SINGLE, ' ok', LF))).toEqual(['收银 ok'])
    expect(texts(bytes(INIT, SHOUYIN, LF))).toEqual(['╩╒╥°'])
  })

  test('a printer that is always in Chinese mode needs no FS &, and one without a Chinese ROM refuses it', () => {
    expect(texts(bytes(SHOUYIN, LF), { ...ON_58, hanzi: 'always-on' })).toEqual(['收银'])
    expect(messages(bytes(CHINESE, 'a', LF), { ...ON_58, hanzi: 'none' })).toEqual(['this printer has no Chinese mode'])
  })

  test('ESC @ ends Chinese mode', () => {
    expect(onPaper(bytes(CHINESE, INIT)).end.chinese).toBe(false)
    expect(onPaper(bytes(INIT, CHINESE)).end.chinese).toBe(true)
  })

  test('a four-byte character is an error on a GBK ROM and allowed on a GB18030 ROM', () => {
    // 0x81 0x30 0x84 0x36 is U+00A5.
    const job = bytes(INIT, CHINESE, [0x81, 0x30, 0x84, 0x36], SINGLE, LF)
    expect(messages(job)).toEqual(['four-byte GB18030 on a gbk ROM'])
    expect(onPaper(job, { ...ON_58, charset: 'gb18030' })).toMatchObject({ errors: [], lines: [{ text: '¥' }] })
  })

  test('a character outside GB2312 is an error on a ROM that has no more', () => {
    // 0x87 0xe5 is 囧: in GBK, not in GB2312.
    const job = bytes(INIT, CHINESE, [0x87, 0xe5], SINGLE, LF)
    expect(messages(job)).toEqual([])
    expect(messages(job, { ...ON_58, charset: 'gb2312' })[0]).toBe('囧 is not in GB2312')
  })

  test('a half character, a lead byte that leads nothing and a double byte without a glyph are errors', () => {
    expect(messages(bytes(CHINESE, [0xca], LF, SINGLE))).toEqual(['half a double-byte character'])
    expect(messages(bytes(CHINESE, [0xff], SINGLE))).toEqual(['byte ff begins no character in Chinese mode'])
    expect(messages(bytes(CHINESE, [0xaa, 0xa1], SINGLE))).toEqual(['a double byte without a character'])
  })

  test('every double byte of GBK is read as glibc reads it', () => {
    let compared = 0
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      const trails = Array.from({ length: 0xff - 0x40 }, (_, index) => 0x40 + index).filter((trail) => trail !== 0x7f)
      // One pair a line, so that a pair glibc drops (-c) leaves an empty line.
      const pairs = Buffer.from(trails.flatMap((trail) => [lead, trail, LF]))
      let judged: string[]
      try {
        judged = execFileSync('iconv', ['-f', 'GBK', '-t', 'UTF-8', '-c'], { input: pairs, stdio: 'pipe' }).toString().split('\n')
      } catch (refused) {
        judged = String((refused as { stdout: Buffer }).stdout).split('\n')
      }
      trails.forEach((trail, index) => {
        const character = judged[index] ?? ''
        const point = character.codePointAt(0) ?? 0
        if (Array.from(character).length !== 1 || (point >= 0xe000 && point <= 0xf8ff)) return
        expect(readChinese(Uint8Array.of(lead, trail), 0, 'gbk', 0).text, `${lead.toString(16)} ${trail.toString(16)}`).toBe(
          character,
        )
        compared += 1
      })
    }
    expect(compared).toBeGreaterThan(21_000)
  })

  test('international set China prints the yuan sign for the dollar', () => {
    expect(texts(bytes(INIT, [ESC, 0x52, 15], '$12', LF))).toEqual(['¥12'])
    expect(messages(bytes(INIT, [ESC, 0x52, 3], 'x', LF))[0]).toMatch(/international set 3/)
  })

  test('a code page the emulator does not know is refused instead of guessed', () => {
    expect(texts(bytes(INIT, [ESC, 0x74, 19], [0xd5], LF))).toEqual(['€'])
    expect(messages(bytes(INIT, [ESC, 0x74, 77]))[0]).toMatch(/code page 77/)
  })
})

describe('width', () => {
  test('a full line of 32 columns fits, one column more is an overflow', () => {
    expect(messages(bytes(INIT, 'x'.repeat(32), LF))).toEqual([])
    const over = onPaper(bytes(INIT, 'x'.repeat(33), LF))
    expect(over.errors).toHaveLength(1)
    expect(over.errors[0]?.offset).toBe(34)
    expect(over.errors[0]?.message).toMatch(/^overflow: .* 32 columns/)
    expect(over.lines.map(({ text, wrapped }) => [text.length, wrapped])).toEqual([
      [32, false],
      [1, true],
    ])
  })

  test('a hanzi takes two columns', () => {
    const sixteen = Array.from({ length: 16 }, () => [0xd6, 0xd0]).flat()
    expect(onPaper(bytes(INIT, CHINESE, sixteen, SINGLE, LF))).toMatchObject({ errors: [], lines: [{ columns: 32 }] })
    expect(messages(bytes(INIT, CHINESE, sixteen, SINGLE, '.', LF))[0]).toMatch(/^overflow/)
  })

  test('enlarged characters take their columns twice', () => {
    const double = [GS, 0x21, 0x11]
    const normal = [GS, 0x21, 0x00]
    const job = bytes(INIT, double, '1234567890123456', LF, normal)
    expect(onPaper(job)).toMatchObject({ errors: [], lines: [{ size: 2, evenSize: true, columns: 32 }], end: { size: 1 } })
    expect(messages(bytes(INIT, double, '12345678901234567', LF))[0]).toMatch(/^overflow/)
  })

  test('hanzi are enlarged by FS ! and FS W, and by GS ! only where the printer obeys', () => {
    const big = (...how: number[]) => bytes(INIT, how, CHINESE, SHOUYIN, SINGLE, LF)
    expect(onPaper(big(FS, 0x21, 0x0c)).lines).toMatchObject([{ size: 2, columns: 8, evenSize: true }])
    expect(onPaper(big(FS, 0x57, 1)).lines).toMatchObject([{ size: 2, columns: 8 }])
    expect(onPaper(big(GS, 0x21, 0x11)).lines).toMatchObject([{ size: 2, columns: 8 }])
    expect(onPaper(big(GS, 0x21, 0x11), { ...ON_58, gsEnlargesHanzi: false }).lines).toMatchObject([{ size: 1, columns: 4 }])
  })

  test('a line whose hanzi stayed small beside large figures is not of even size', () => {
    const job = bytes(INIT, [GS, 0x21, 0x11], CHINESE, SHOUYIN, SINGLE, '12', LF)
    expect(onPaper(job, { ...ON_58, gsEnlargesHanzi: false }).lines).toMatchObject([{ size: 2, evenSize: false }])
  })

  test('ESC ! enlarges single bytes and leaves hanzi alone', () => {
    const job = bytes(INIT, [ESC, 0x21, 0x30], 'ab', CHINESE, SHOUYIN, SINGLE, LF)
    expect(onPaper(job).lines).toMatchObject([{ columns: 8, evenSize: false }])
  })

  test('the small font and character spacing change the width', () => {
    expect(onPaper(bytes(INIT, [ESC, 0x4d, 1], 'x'.repeat(42), LF))).toMatchObject({ errors: [], lines: [{ columns: 32 }] })
    expect(messages(bytes(INIT, [ESC, 0x20, 1], 'x'.repeat(32), LF))[0]).toMatch(/^overflow/)
  })

  test('choosing a Chinese font is understood, a font that does not exist is an error', () => {
    expect(messages(bytes([FS, 0x28, 0x41, 2, 0, 48, 0], 'a', LF))).toEqual([])
    expect(messages(bytes([FS, 0x28, 0x41, 2, 0, 48, 7]))).toEqual(['FS ( A: no such Chinese font'])
  })

  test('an absolute position becomes spaces, a position beyond the paper or back over text is an error', () => {
    expect(texts(bytes(INIT, 'ab', [ESC, 0x24, 96, 0], 'cd', LF))).toEqual(['ab      cd'])
    expect(messages(bytes(INIT, [ESC, 0x24, 0x90, 0x01], 'x', LF))[0]).toMatch(/^overflow: position 400/)
    expect(messages(bytes(INIT, 'abc', [ESC, 0x24, 0, 0], 'x', LF))[0]).toMatch(/back over/)
  })

  test('tabs go to the stops that were set', () => {
    expect(texts(bytes(INIT, 'a', 0x09, 'b', LF))).toEqual(['a       b'])
    expect(texts(bytes(INIT, [ESC, 0x44, 4, 20, 0], 'a', 0x09, 'b', 0x09, 'c', LF))).toEqual(['a   b               c'])
    expect(messages(bytes(INIT, [ESC, 0x44, 20, 4, 0]))[0]).toMatch(/rising order/)
  })

  test('a margin narrows the paper', () => {
    expect(messages(bytes(INIT, [GS, 0x4c, 24, 0], 'x'.repeat(31), LF))[0]).toMatch(/^overflow/)
    expect(messages(bytes(INIT, [GS, 0x57, 240, 0], 'x'.repeat(21), LF))[0]).toMatch(/20 columns/)
  })
})

describe('state and paper', () => {
  test('emphasis and alignment belong to the line', () => {
    const job = bytes(INIT, [ESC, 0x61, 1], [ESC, 0x45, 1], 'SHOP', LF, [ESC, 0x45, 0], [ESC, 0x61, 0], 'x', LF)
    expect(onPaper(job)).toMatchObject({
      errors: [],
      lines: [
        { text: 'SHOP', bold: true, align: 'center' },
        { text: 'x', bold: false, align: 'left' },
      ],
      end: { bold: false, align: 'left', chinese: false, size: 1, hanziSize: 1 },
    })
  })

  test('a job that leaves the printer changed shows it at its end', () => {
    const job = bytes(INIT, [ESC, 0x61, 2], [ESC, 0x45, 1], [GS, 0x21, 0x11], CHINESE)
    expect(onPaper(job).end).toEqual({ chinese: true, size: 2, hanziSize: 2, bold: true, align: 'right' })
  })

  test('alignment in the middle of a line is an error, because printers ignore it', () => {
    expect(messages(bytes(INIT, 'a', [ESC, 0x61, 1], LF))[0]).toMatch(/middle of a line/)
  })

  test('feeding lines leaves blanks', () => {
    expect(texts(bytes(INIT, 'a', [ESC, 0x64, 3]))).toEqual(['a', '', ''])
    expect(texts(bytes(INIT, 'a', [ESC, 0x4a, 30], 'b', LF))).toEqual(['a', 'b'])
  })

  test('cuts, drawer and buzzer are counted', () => {
    const job = bytes(INIT, 'a', LF, [GS, 0x56, 66, 3], [ESC, 0x70, 0, 25, 250], [0x10, 0x14, 1, 0, 2], [GS, 0x56, 1])
    expect(onPaper(job)).toMatchObject({ errors: [], cuts: 2, drawerKicks: 2, beeps: 0 })
    expect(messages(bytes([ESC, 0x42, 2, 2]))[0]).toMatch(/not in the reference/)
    expect(onPaper(bytes([ESC, 0x42, 2, 2]), { ...ON_58, beeper: true })).toMatchObject({ errors: [], beeps: 1 })
  })

  test('a cut or a drawer pulse with a wrong argument is an error', () => {
    expect(messages(bytes([GS, 0x56, 7]))).toEqual(['GS V 7 is out of range'])
    expect(messages(bytes([ESC, 0x70, 9, 1, 1]))).toEqual(['ESC p 9 is out of range'])
    expect(messages(bytes('a', [GS, 0x56, 0], LF))).toEqual(['a cut in the middle of a line'])
  })

  test('questions about the status are noted with their place', () => {
    const job = bytes(INIT, [0x10, 0x04, 1], 'a', LF, [GS, 0x72, 1], [GS, 0x61, 0x0f])
    expect(onPaper(job)).toMatchObject({
      errors: [],
      asks: [
        { command: 'DLE EOT', n: 1, offset: 2 },
        { command: 'GS r', n: 1, offset: 7 },
        { command: 'GS a', n: 15, offset: 10 },
      ],
    })
  })

  test('text that was never fed out, and text that ESC @ throws away, are errors', () => {
    expect(messages(bytes(INIT, 'abc'))).toEqual(['"abc" is left in the buffer, not printed'])
    expect(messages(bytes('abc', INIT))).toEqual(['ESC @ throws away "abc", not yet printed'])
  })

  test('NULs that drain an unfinished picture may come first, and nowhere else', () => {
    expect(messages(bytes(0, 0, 0, INIT))).toEqual([])
    expect(messages(bytes(INIT, 0))).toEqual(['unknown command NUL'])
  })

  test('every command of the reference that ends early is an error', () => {
    const whole: number[][] = [
      [ESC, 0x61, 1],
      [ESC, 0x24, 1, 0],
      [GS, 0x56, 66, 3],
      [ESC, 0x70, 0, 1, 1],
      [GS, 0x6b, 73, 4, 0x7b, 0x42, 0x31, 0x32],
      [GS, 0x6b, 2, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x30, 0x31, 0x32, 0],
      [GS, 0x76, 0x30, 0, 1, 0, 2, 0, 0xff, 0xff],
      [GS, 0x28, 0x6b, 3, 0, 49, 67, 4],
      [ESC, 0x44, 8, 16, 0],
      [0x10, 0x04, 1],
      [0x10, 0x14, 1, 0, 1],
      [ESC, 0x2a, 33, 1, 0, 1, 2, 3],
    ]
    for (const command of whole) {
      for (let length = 1; length < command.length; length++) {
        expect(messages(bytes(command.slice(0, length))), String(command)).toEqual([
          expect.stringMatching(/^the job ends in the middle of a command/),
        ])
      }
    }
  })

  test('unknown bytes and commands are errors and reading goes on behind them', () => {
    expect(messages(bytes(0x07, 'a', LF))).toEqual(['unknown command 07'])
    expect(messages(bytes([ESC, 0x7a], 'a', LF))).toEqual(['unknown command 1b 7a'])
    expect(messages(bytes([GS, 0x28, 0x5a, 1, 0, 9], 'a', LF))).toEqual(['unknown command GS ( Z'])
    expect(texts(bytes([ESC, 0x7a], 'a', LF))).toEqual(['a'])
    expect(messages(bytes(0x7f, LF))).toEqual(['byte 7f is not a character'])
  })
})
