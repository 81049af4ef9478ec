import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FAULT_CODES } from '../../../contract/faults.ts'
import { createMask, MASKED } from '../../../electron/kiosk/mask.ts'

const mask = createMask()

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''))
const paymentCode = fc
  .tuple(
    fc.constantFrom('10', '11', '12', '13', '14', '15', '25', '26', '27', '28', '29', '30', '99'),
    fc.integer({ min: 14, max: 22 }),
  )
  .chain(([start, length]) => digits(length).map((rest) => start + rest))
const ALPHABET = Array.from('0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')
const key = fc
  .array(fc.constantFrom(...ALPHABET), { minLength: 32, maxLength: 32 })
  .map((all) => all.join(''))
  .filter((text) => /[A-Za-z]/.test(text))
const word = fc.constantFrom('sale', 'sent to', '付款', 'x=', '{"a":1}', ' ', '"', '\\', 'order 0100005212345678', '\n')

/** Puts a value somewhere deep: in objects, lists, maps, sets, errors, and as JSON quoted once or twice. */
const nested = (leaf: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      leaf,
      fc.tuple(fc.constantFrom('a', 'detail', 'cause', '内容'), tie('node')).map(([name, value]) => ({ [name]: value })),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
      tie('node').map((value) => new Map([['entry', value]])),
      tie('node').map((value) => new Set([value])),
      tie('node').map(
        (value) => new Error(`failed: ${typeof value === 'string' ? value : JSON.stringify(value)}`, { cause: value }),
      ),
      tie('node').map((value) => JSON.stringify(value)),
      tie('node').map((value) => JSON.stringify({ body: JSON.stringify(value) })),
    ),
  })).node

const shown = (value: unknown): string => JSON.stringify([mask.value(value)])

describe('What a log may not show', () => {
  it('hides a payment code wherever it stands, all but its first two and last four figures', () => {
    const leaf = fc.tuple(paymentCode, word, word)
    fc.assert(
      fc.property(
        leaf.chain(([code, before, after]) =>
          nested(fc.constant(`${before} ${code} ${after}`)).map((value) => ({ code, value })),
        ),
        ({ code, value }) => !shown(value).includes(code) && !shown(value).includes(code.slice(2, -4)),
      ),
      { numRuns: 400 },
    )
    expect(mask.text('read 134567890123456789 at 12:00')).toBe('read 13************6789 at 12:00')
    expect(mask.text('wallet shows 1345 6789 0123 4567 89')).not.toContain('6789 0123')
    expect(mask.value({ n: 281234567890123456n })).toEqual({ n: '28************3456' })
    expect(shown({ n: Number('1345678901234567') })).not.toContain('1345678901234567')
  })

  it('hides a key of 32 characters wherever it stands', () => {
    fc.assert(
      fc.property(
        fc
          .tuple(key, word, word)
          .chain(([secret, before, after]) =>
            nested(fc.constant(`${before} ${secret} ${after}`)).map((value) => ({ secret, value })),
          ),
        ({ secret, value }) => !shown(value).includes(secret),
      ),
      { numRuns: 400 },
    )
  })

  it('hides whatever stands under a name that promises a secret, at any depth and however often it is quoted', () => {
    const name = fc.constantFrom(
      'key',
      'authen_key',
      'tradingKey',
      'password',
      'userPassword',
      'authen_code',
      'author_code',
      'authCode',
      'sign',
      'rsa_sign',
      'e_authen_key',
      'signature',
      'si',
      'apiToken',
      'secret',
    )
    const secret = fc
      .string({ minLength: 6, maxLength: 12, unit: fc.constantFrom(...Array.from('0123456789abcdefXYZ')) })
      .map((text) => `7${text}q`)
    fc.assert(
      fc.property(
        fc
          .tuple(name, secret)
          .chain(([field, value]) => nested(fc.constant({ [field]: value, plain: 'stays' })).map((whole) => ({ value, whole }))),
        ({ value, whole }) => !shown(whole).includes(value),
      ),
      { numRuns: 600 },
    )
    for (const text of ['password=hunter22&x=1', '"authen_code":"AB12"', '{\\"authen_key\\":\\"AB12zz\\"}', 'api-key: AB12zz']) {
      expect(mask.text(`GET ${text}`)).not.toMatch(/hunter22|AB12/)
    }
  })

  it('hides the one-time id of a configuration link, percent-encoded too, and leaves the shop', () => {
    const link = 'https://pay.qcloud.com/cpay/use_device_setting?osi=shop7&si=one-time-55&sn=GUITAI_TILL_00'
    expect(mask.text(link)).toBe(`https://pay.qcloud.com/cpay/use_device_setting?osi=shop7&si=${MASKED}&sn=GUITAI_TILL_00`)
    expect(mask.text(encodeURIComponent(link))).not.toContain('one-time-55')
    expect(shown({ link: new URL(link) })).not.toContain('one-time-55')
  })

  it('hides a secret the till holds, whatever it looks like', () => {
    const knowing = createMask(() => ({ secrets: ['short-key!'], orderPrefixes: [] }))
    expect(JSON.stringify(knowing.value({ a: [{ b: 'it is short-key!, see' }] }))).not.toContain('short-key!')
  })
})

describe('What a log must show', () => {
  it('leaves numbers of orders, amounts and times readable', () => {
    const orderNo = fc.integer({ min: 25, max: 32 }).chain((length) => digits(length - 8).map((rest) => `01000052${rest}`))
    fc.assert(fc.property(orderNo, (number) => mask.text(`order ${number} paid`) === `order ${number} paid`))
    expect(mask.value({ orderNo: '0100005220261122101530000017', amountFen: 128_000, at: 1_795_385_730_123 })).toEqual({
      orderNo: '0100005220261122101530000017',
      amountFen: 128_000,
      at: 1_795_385_730_123,
    })
  })

  it('leaves a number with the till’s own prefix readable even where it looks like a payment code or a key', () => {
    const own = createMask(() => ({ secrets: [], orderPrefixes: ['10000052', 'sz0100lmnx'] }))
    expect(own.text('order 100000521234567890')).toBe('order 100000521234567890')
    expect(own.text('order sz0100lmnx2026112210153000000017')).toContain('sz0100lmnx')
    expect(own.text('order 130000521234567890')).not.toContain('130000521234567890')
  })

  it('leaves fault codes, error codes and small numbers under a name with code', () => {
    for (const code of FAULT_CODES) expect(mask.value({ code })).toEqual({ code })
    expect(mask.value({ code: 'ECONNREFUSED', exitCode: 137, statusCode: 503 })).toEqual({
      code: 'ECONNREFUSED',
      exitCode: 137,
      statusCode: 503,
    })
    expect(mask.value({ code: '83920175' })).toEqual({ code: MASKED })
  })

  it('writes an error with its message, its cause and where it came from', () => {
    const written = mask.value(new Error('no route', { cause: new Error('cable') })) as Record<string, unknown>
    expect(written).toMatchObject({ name: 'Error', message: 'no route', cause: { message: 'cable' } })
    expect(String(written['stack'])).toContain('mask.test')
  })
})

describe('What the mask survives', () => {
  it('takes any value there is without throwing, and answers what JSON can hold', () => {
    const circle: Record<string, unknown> = { name: 'circle' }
    circle['self'] = circle
    const thrower = {
      get broken(): never {
        throw new Error('no')
      },
    }
    const odd: unknown[] = [
      circle,
      thrower,
      () => 1,
      Symbol('s'),
      Number.NaN,
      new Date(Number.NaN),
      Buffer.from('12345'),
      Object.create(null),
      10n ** 400n,
    ]
    for (const value of odd) expect(() => JSON.stringify(mask.value({ value }))).not.toThrow()
    expect(shown({ bytes: Buffer.from('secret') })).toBe('[{"bytes":"[6 bytes]"}]')
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withMap: true, withSet: true, withDate: true, withTypedArray: true }),
        (value) => typeof JSON.stringify({ v: mask.value(value) }) === 'string',
      ),
    )
  })

  it('bounds what it writes, and cuts no code in two', () => {
    const long = `${'x'.repeat(3_990)} 134567890123456789 ${'y'.repeat(100_000)}`
    expect(mask.text(long).length).toBeLessThan(4_100)
    expect(mask.text(long)).not.toContain('34567')
  })
})
