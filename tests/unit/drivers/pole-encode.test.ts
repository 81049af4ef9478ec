import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { poleSetupSchema, poleTextSchema, type PoleText } from '../../../contract/poles.ts'
import { beginPole, encodePole, rowOf, type SerialPole } from '../../../drivers/display/encode.ts'
import { PoleEmulator } from '../../support/pole-emulator.ts'

function setup(more: Partial<SerialPole> = {}): SerialPole {
  const parsed = poleSetupSchema.parse({ kind: 'serial', line: { path: '/dev/ttyS0' }, ...more })
  if (parsed.kind !== 'serial') throw new Error('not serial')
  return parsed
}

const words = (gbk: string, ascii = gbk) => ({ gbk, ascii })
const row = (left: string, right: string) => ({ left: words(left), right: words(right) })
const text = (top: PoleText['top'], bottom: PoleText['bottom']): PoleText => poleTextSchema.parse({ top, bottom })

const SETUPS = (['escpos', 'cd5220'] as const).flatMap((commands) =>
  (['ascii', 'gbk'] as const).flatMap((charset) =>
    [16, 20, 40].map((columns) => ({ commands, charset, columns, made: setup({ commands, charset, columns }) })),
  ),
)

function seen(setup: SerialPole, ...texts: PoleText[]) {
  const emulator = new PoleEmulator(setup)
  emulator.take(beginPole(setup))
  for (const each of texts) emulator.take(encodePole(each, setup))
  return emulator
}

describe('a row of the pole display', () => {
  it.each([
    ['应收', '￥12.50', 'gbk', '应收         ￥12.50'],
    ['TOTAL', '12.50', 'ascii', 'TOTAL          12.50'],
    ['很长很长很长很长的名字', '￥12.50', 'gbk', '很长很长很长 ￥12.50'],
    ['A long name of a shop', '', 'ascii', 'A long name of a sho'],
    ['', '￥12.50', 'gbk', '             ￥12.50'],
    ['应收', '', 'ascii', '??                  '],
    ['a\u0007b\u001b@c\nd', 'x', 'ascii', 'ab@c d             x'],
    ['\u{1f600}欢迎', '', 'gbk', '〓欢迎              '],
  ] as const)('%j and %j on %s is %j', (left, right, charset, shown) => {
    expect(rowOf(row(left, right), setup({ charset }))).toBe(shown)
  })

  it('is never half an amount: what does not fit at all is seen not to fit', () => {
    expect(rowOf(row('应收', '1234567890123456.78'), setup({ columns: 16 }))).toBe('#'.repeat(16))
  })
})

describe.each(SETUPS)('$commands, $charset, $columns columns', ({ charset, columns, made }) => {
  it('shows both rows, and the next text over them', () => {
    const first = text(row('AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', ''), row('', '99.99'))
    const next = text({ left: words('微信', 'WECHAT'), right: words('￥1.00', '1.00') }, row('ok', ''))
    const emulator = seen(made, first, next)
    expect(emulator.faults).toEqual([])
    expect(emulator.initialised).toBe(1)
    const [top, bottom] = emulator.rows()
    expect(top).toMatch(charset === 'gbk' ? /^微信 +￥1\.00$/ : /^WECHAT +1\.00$/)
    expect(bottom).toBe('ok'.padEnd(columns))
  })

  it('takes any text of the contract without a byte that the display does not know, and keeps the right whole', () => {
    const some = fc.record({
      gbk: fc.string({ unit: 'binary', maxLength: 30 }),
      ascii: fc.string({ unit: 'binary', maxLength: 30 }),
    })
    const right = fc.integer({ min: 0, max: 2_147_483_647 }).map((sum) => {
      const plain = (sum / 100).toFixed(2)
      return { gbk: `￥${plain}`, ascii: plain }
    })
    const aRow = fc.record({ left: some, right })
    fc.assert(
      fc.property(aRow, aRow, (top, bottom) => {
        const emulator = seen(made, { top, bottom })
        expect(emulator.faults).toEqual([])
        emulator.rows().forEach((shown, index) => {
          const sum = (index === 0 ? top : bottom).right[charset]
          expect(shown.endsWith(sum)).toBe(true)
        })
      }),
      { numRuns: 100 },
    )
  })
})
