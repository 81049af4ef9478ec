import { constants, generateKeyPairSync, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  hmacCode,
  hmacMatches,
  openAnswer,
  pssMatches,
  pssSignature,
  requestEnvelopeSchema,
  sealAnswer,
  sealRequest,
  sealSignedRequest,
} from '../../../cloudpay/protocol/envelope.ts'

/** Published sample keys and codes (PROTOCOL 3.6): public facts of the protocol, no secrets of anybody. */
const VECTORS = [
  {
    title: 'the binding sample, whose message ends in a line feed',
    key: '654502BB0F57EC8737B4CF12117575B8',
    text: '{"nonce_str":"ea90ceba","sn":"aaa","timestamp":1568859333,"token":"8azip8115bq"}\n',
    code: '09E33D5E1D208569EE634C733F0B1FD933DD690B25F5BF72B386257B7A2113B0',
  },
  {
    title: 'the checking sample, whose message ends in a line feed',
    key: '654502BB0F57EC8737B4CF12117575B8',
    text: '{"device_id":"fff","hash_content":"2F09EFCB064D4F9A4A0BABD5260842D8AC4D0611F4B941A03A77E5E55B5168D7","nonce_str":"ea90ceba","out_shop_id":"ddd","sn":"aaa","timestamp":1568859333}\n',
    code: '091745D976208923097F66771324CA7C6EC32A55ABECAD6C3D42826AA363CA86',
  },
  {
    title: 'the nonce sample',
    key: '696FF05FA7CE76664211A47CD788CC30',
    text: 'ea90ceba',
    code: '2F09EFCB064D4F9A4A0BABD5260842D8AC4D0611F4B941A03A77E5E55B5168D7',
  },
  {
    title: 'the QR sample, whose key is in small letters',
    key: 'c852274d372982d5530b692fd77124d3',
    text: 'ac=p9fa01zex4mi&rs=c44f32e0&sn=LANDI_QM600_LA190000000',
    code: 'E0CA8FDA56464BDF702FCA1AE9692EB99483E065879247763B3A46B576EBF5AC',
  },
]

describe('the code of a message', () => {
  test.each(VECTORS)('equals the published one for $title', ({ key, text, code }) => {
    expect(hmacCode(key, text)).toBe(code)
    expect(hmacMatches(key, text, code)).toBe(true)
  })

  test.each(VECTORS.slice(0, 2))('counts the trailing line feed of $title', ({ key, text, code }) => {
    expect(hmacCode(key, text.trimEnd())).not.toBe(code)
  })

  test('takes keys as they are written: another case is another key', () => {
    const sample = VECTORS[3]
    expect(sample && hmacCode(sample.key.toUpperCase(), sample.text)).not.toBe(sample?.code)
  })

  test('is right in capitals only', () => {
    const sample = VECTORS[2]
    expect(sample && hmacMatches(sample.key, sample.text, sample.code.toLowerCase())).toBe(false)
  })
})

describe('the merchant signature', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 })

  test('goes there and back, and for its own text and key only', () => {
    const signature = pssSignature(privateKey, '撤销 {"a":1}\n')
    expect(Buffer.from(signature, 'base64')).toHaveLength(256)
    expect(pssMatches(publicKey, '撤销 {"a":1}\n', signature)).toBe(true)
    expect(pssMatches(publicKey, '撤销 {"a":1}', signature)).toBe(false)
    expect(pssMatches(other.publicKey, '撤销 {"a":1}\n', signature)).toBe(false)
  })

  test('carries the largest salt, 222 bytes', () => {
    const signature = Buffer.from(pssSignature(privateKey, 'text'), 'base64')
    const matches = (saltLength: number) =>
      verify('sha256', Buffer.from('text'), { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature)
    expect(matches(222)).toBe(true)
    expect(matches(32)).toBe(false)
    expect(matches(221)).toBe(false)
  })

  test('stands in the envelope under s, and no code beside it', () => {
    const body = requestEnvelopeSchema.parse(JSON.parse(sealSignedRequest('{"x":"中"}', privateKey)))
    expect(body.authen_info.a).toBeUndefined()
    expect(pssMatches(publicKey, body.request_content, body.authen_info.s?.sign ?? '')).toBe(true)
  })
})

describe('the envelope', () => {
  const anyText = fc.string({ unit: 'grapheme', maxLength: 200 })
  const anyKey = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 32 })

  test('carries any content exactly, from signing to opening', () => {
    fc.assert(
      fc.property(anyText, anyKey, (content, key) => {
        expect(openAnswer(sealAnswer(content, key), key)).toEqual({ trust: 'verified', content })
        const sent = requestEnvelopeSchema.parse(JSON.parse(sealRequest(content, key)))
        expect(sent.request_content).toBe(content)
        expect(hmacMatches(key, sent.request_content, sent.authen_info.a?.authen_code ?? '')).toBe(true)
      }),
    )
  })

  test('carries any JSON value exactly, lone surrogates and all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, odd) => {
        const content = JSON.stringify({ value, odd })
        const opened = openAnswer(sealAnswer(content, 'key'), 'key')
        expect(opened).toEqual({ trust: 'verified', content })
        expect(JSON.parse(content)).toEqual(JSON.parse('content' in opened ? opened.content : ''))
      }),
    )
  })

  test('does not open when one character of the content was changed', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 100 }),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (text, at, by) => {
          const place = at % text.length
          const changed = text.slice(0, place) + by + text.slice(place + 1)
          fc.pre(changed !== text)
          const envelope = JSON.parse(sealAnswer(text, 'key')) as Record<string, unknown>
          expect(openAnswer(JSON.stringify({ ...envelope, response_content: changed }), 'key')).toEqual({
            trust: 'none',
            why: 'wrongCode',
          })
        },
      ),
    )
  })

  test('is checked over the string as received, inner escapes untouched', () => {
    const content = String.raw`{"description":"\u64cd\/作"}`
    expect(openAnswer(sealAnswer(content, 'key'), 'key')).toEqual({ trust: 'verified', content })
  })

  test.each([
    ['no JSON', 'not json'],
    ['no object', '[]'],
    ['no content', '{"authen_info":{}}'],
    ['a content that is no string', '{"response_content":{"status":0}}'],
    ['a code that is no string', '{"response_content":"{}","authen_info":{"a":{"authen_type":1,"authen_code":1}}}'],
    ['another kind of code', '{"response_content":"{}","authen_info":{"a":{"authen_type":2,"authen_code":"A"}}}'],
  ])('is none with %s', (_title, body) => {
    expect(openAnswer(body, 'key')).toEqual({ trust: 'none', why: 'malformed' })
  })

  test('is not trusted with an empty authen_info, and unsigned without one', () => {
    expect(openAnswer('{"response_content":"{}","authen_info":{}}', 'key')).toEqual({ trust: 'none', why: 'wrongCode' })
    expect(openAnswer('{"response_content":"{}"}', 'key')).toEqual({ trust: 'unsigned', content: '{}' })
  })
})
