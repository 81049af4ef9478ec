import type { Fen } from '../../contract/money.ts'

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = ',,twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety'.split(',')
const GROUPS = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion']

function belowThousand(value: number): string {
  const hundreds = Math.floor(value / 100)
  const rest = value % 100
  const words: string[] = hundreds > 0 ? [`${SMALL[hundreds] ?? ''} hundred`] : []
  if (rest > 0 && rest < 20) words.push(SMALL[rest] ?? '')
  else if (rest > 0) words.push(`${TENS[Math.floor(rest / 10)] ?? ''}${rest % 10 > 0 ? `-${SMALL[rest % 10] ?? ''}` : ''}`)
  return words.join(' ')
}

function wholeNumber(value: number): string {
  if (value === 0) return 'zero'
  const words: string[] = []
  for (let index = 0, rest = value; rest > 0; index++, rest = Math.floor(rest / 1000)) {
    const group = rest % 1000
    if (group > 0) words.unshift(`${belowThousand(group)} ${GROUPS[index] ?? ''}`.trim())
  }
  return words.join(' ')
}

/** An amount in plain English words, for example `One thousand two hundred eighty yuan fifty fen`. Takes 0 fen and up. */
export function amountInEnglish(amount: Fen): string {
  const yuan = Math.floor(amount / 100)
  const rest = amount % 100
  const parts = [yuan > 0 || rest === 0 ? `${wholeNumber(yuan)} yuan` : '', rest > 0 ? `${wholeNumber(rest)} fen` : '']
  const text = parts.filter((part) => part !== '').join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
