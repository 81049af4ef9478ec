import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readConfigurationLink } from '../../../cloudpay/client/configuration-link.ts'

const GOOD = 'https://pay.qcloud.com/cpay/use_device_setting?osi=sz01GLpPSJL5kTshb9Qk&si=a7f3bq09ZZtmW2LxE1cd'

describe('a configuration link', () => {
  test.each(['pay.qcloud.com', 'sz.pay.qcloud.com', 'sh.pay.qcloud.com', 'tj.pay.qcloud.com'])('of %s is taken', (host) => {
    expect(readConfigurationLink(GOOD.replace('pay.qcloud.com', host), [])).toEqual({
      ok: true,
      link: { baseUrl: `https://${host}/cpay/`, shopId: 'sz01GLpPSJL5kTshb9Qk', settingId: 'a7f3bq09ZZtmW2LxE1cd' },
    })
  })

  test('is taken with its two parts the other way round, and with the white space a scanner adds', () => {
    const turned = 'https://pay.qcloud.com/cpay/use_device_setting?si=a7f3&osi=sz01'
    expect(readConfigurationLink(` ${turned}\r\n`, [])).toEqual({
      ok: true,
      link: { baseUrl: 'https://pay.qcloud.com/cpay/', shopId: 'sz01', settingId: 'a7f3' },
    })
  })

  test('of a sandbox is taken only where its origin was handed in', () => {
    const link = 'http://127.0.0.1:4711/cpay/use_device_setting?osi=shop&si=set'
    expect(readConfigurationLink(link, ['http://127.0.0.1:4711'])).toMatchObject({
      ok: true,
      link: { baseUrl: 'http://127.0.0.1:4711/cpay/' },
    })
    expect(readConfigurationLink(link, [])).toEqual({ ok: false, fault: 'foreignHost' })
    expect(readConfigurationLink(link, ['http://127.0.0.1:4712'])).toEqual({ ok: false, fault: 'foreignHost' })
    expect(readConfigurationLink(link.replace('http:', 'https:'), ['http://127.0.0.1:4711'])).toEqual({
      ok: false,
      fault: 'foreignHost',
    })
  })

  test.each([
    '',
    '   ',
    '134567890123456789',
    'hello',
    'javascript:alert(1)',
    'ftp://pay.qcloud.com/cpay/',
    'pay.qcloud.com/cpay/',
    'https://',
    '😀',
  ])('is not what %j is', (text) => {
    expect(readConfigurationLink(text, [])).toEqual({ ok: false, fault: 'notALink' })
  })

  test.each([
    ['plain http', GOOD.replace('https:', 'http:')],
    ['another host', GOOD.replace('pay.qcloud.com', 'pay.qcloud.com.evil.example')],
    ['the host as a user name', GOOD.replace('pay.qcloud.com', 'pay.qcloud.com@evil.example')],
    ['a look-alike letter', GOOD.replace('qcloud', 'qcIoud')],
    ['another port', GOOD.replace('pay.qcloud.com', 'pay.qcloud.com:8443')],
    ['a deeper host', GOOD.replace('pay.qcloud.com', 'x.pay.qcloud.com')],
  ])('with %s is foreign', (_title, text) => {
    expect(readConfigurationLink(text, [])).toEqual({ ok: false, fault: 'foreignHost' })
  })

  test.each([
    ['credentials', GOOD.replace('https://', 'https://a:b@')],
    ['the port written out', GOOD.replace('.com/', '.com:443/')],
    ['a fragment', `${GOOD}#x`],
    ['an empty fragment', `${GOOD}#`],
    ['another path', GOOD.replace('use_device_setting', 'micro_pay')],
    ['a path that climbs', GOOD.replace('/cpay/', '/x/../cpay/')],
    ['a path with a dot', GOOD.replace('/cpay/', '/./cpay/')],
    ['a doubled slash', GOOD.replace('/cpay/', '/cpay//')],
    ['an escaped path', GOOD.replace('cpay', 'cp%61y')],
    ['back slashes', GOOD.replace('/cpay/', '\\cpay\\')],
    ['one more parameter', `${GOOD}&sn=X`],
    ['a doubled parameter', `${GOOD}&si=b`],
    ['no setting', GOOD.replace(/&si=.*/, '')],
    ['an empty setting', GOOD.replace(/&si=.*/, '&si=')],
    ['no shop', GOOD.replace(/osi=\w+&/, '')],
    ['an escaped setting', GOOD.replace('si=a7', 'si=%61%37')],
    ['a setting with a space', `${GOOD}+x`],
    ['a line feed within', GOOD.replace('&', '\n&')],
    ['a setting of 33 characters', GOOD.replace(/&si=.*/, `&si=${'a'.repeat(33)}`)],
    ['ten thousand characters', GOOD + 'a'.repeat(10_000)],
  ])('with %s is malformed', (_title, text) => {
    expect(readConfigurationLink(text, [])).toEqual({ ok: false, fault: 'malformed' })
  })

  test('changed in any place leads nowhere but to the known hosts, the one path and two plain ids', () => {
    const part = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('/', '@', '#', '?', '&', '%', ':', '\\', '..', '.evil.example', '\t', '&si=b'),
    )
    fc.assert(
      fc.property(fc.nat({ max: GOOD.length }), fc.nat({ max: 12 }), part, (at, drop, put) => {
        const changed = GOOD.slice(0, at) + put + GOOD.slice(at + drop)
        const read = readConfigurationLink(changed, [])
        if (!read.ok) return
        const { baseUrl, shopId, settingId } = read.link
        expect(baseUrl).toMatch(/^https:\/\/(sz\.|sh\.|tj\.)?pay\.qcloud\.com\/cpay\/$/)
        expect(`${shopId}${settingId}`).toMatch(/^[0-9A-Za-z]{2,64}$/)
        expect(changed.trim()).toBe(`${baseUrl}use_device_setting?osi=${shopId}&si=${settingId}`)
      }),
      { numRuns: 2000 },
    )
  })

  test('with its host, path or parameters changed is refused', () => {
    const word = fc.stringMatching(/^[a-z0-9.:@%_-]{1,12}$/)
    fc.assert(
      fc.property(word, fc.constantFrom('host', 'path', 'name'), (put, what) => {
        const forms = {
          host: `https://${put}pay.qcloud.com/cpay/use_device_setting?osi=a&si=b`,
          path: `https://pay.qcloud.com/cpay/${put}use_device_setting?osi=a&si=b`,
          name: `https://pay.qcloud.com/cpay/use_device_setting?${put}osi=a&si=b`,
        }
        fc.pre(!(what === 'host' && /^(sz|sh|tj)\.$/.test(put)))
        expect(readConfigurationLink(forms[what], []).ok).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })
})
