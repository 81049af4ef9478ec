import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnswerSieve, isDoneAnswer, isRealTimeAnswer } from '../../../drivers/printer/status-bytes.ts'
import { answerTo, autoStatus, type Condition } from '../../support/printer-status.ts'

const condition = fc.constantFrom<Condition>('ok', 'paperNearEnd', 'paperOut', 'coverOpen', 'offline')

function through(bytes: readonly number[]): number[] {
  const sieve = new AnswerSieve()
  return bytes.filter((byte) => sieve.isAnswer(byte))
}

describe('what a printer says unasked', () => {
  it('is never taken for an answer, wherever it stands between answers', () => {
    const answer = fc
      .tuple(fc.constantFrom(['DLE EOT', 1], ['DLE EOT', 2], ['DLE EOT', 4], ['GS r', 1]), condition)
      .map(([[command, n], now]) => [...(answerTo(String(command), Number(n), now) ?? [])])
    const unasked = fc.oneof(
      condition.map((now) => [...autoStatus(now)]),
      fc.constantFrom([0x11], [0x13]),
    )
    const stream = fc.array(
      fc.oneof(
        answer.map((bytes) => ({ bytes, asked: true })),
        unasked.map((bytes) => ({ bytes, asked: false })),
      ),
    )
    fc.assert(
      fc.property(stream, (parts) => {
        const asked = parts.filter((part) => part.asked).flatMap((part) => part.bytes)
        expect(through(parts.flatMap((part) => part.bytes))).toEqual(asked)
      }),
    )
  })

  it('may have an answer to DLE EOT or XOFF in its middle', () => {
    const [first = 0, ...rest] = autoStatus('paperOut')
    expect(through([first, 0x13, ...rest.slice(0, 1), 0x12, ...rest.slice(1), 0x00])).toEqual([0x12, 0x00])
  })

  it('cannot be both answers at once', () => {
    for (let byte = 0; byte < 256; byte++) expect(isRealTimeAnswer(byte) && isDoneAnswer(byte)).toBe(false)
  })
})
