import type { Fen } from './money.ts'

const FIGURES = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖']
const PLACES = ['', '拾', '佰', '仟']
const GROUPS = ['', '万', '亿', '万亿']

function groupInCapitals(group: number): string {
  let text = ''
  let pendingZero = false
  for (let place = 3; place >= 0; place--) {
    const figure = Math.floor(group / 10 ** place) % 10
    if (figure === 0) {
      pendingZero = text !== ''
      continue
    }
    if (pendingZero) text += '零'
    pendingZero = false
    text += `${FIGURES[figure] ?? ''}${PLACES[place] ?? ''}`
  }
  return text
}

function wholeInCapitals(yuan: number): string {
  let text = ''
  let gap = false
  for (let index = 3; index >= 0; index--) {
    const group = Math.floor(yuan / 10_000 ** index) % 10_000
    if (group === 0) {
      gap = text !== ''
      continue
    }
    if (text !== '' && (gap || group < 1000)) text += '零'
    gap = false
    text += groupInCapitals(group) + (GROUPS[index] ?? '')
  }
  return text
}

/**
 * An amount as it stands on a Chinese receipt, for example `壹仟贰佰捌拾元整`: a lost or doubled zero shows at once.
 * Takes amounts from 0 fen up; a negative amount begins with 负.
 */
export function amountInCapitals(amount: Fen): string {
  const absolute = Math.abs(amount)
  const yuan = Math.floor(absolute / 100)
  const jiao = Math.floor(absolute / 10) % 10
  const rest = absolute % 10
  const sign = amount < 0 ? '负' : ''
  const whole = yuan > 0 ? `${wholeInCapitals(yuan)}元` : ''
  if (jiao === 0 && rest === 0) return `${sign}${whole || '零元'}整`
  const tenths = jiao > 0 ? `${FIGURES[jiao] ?? ''}角` : whole === '' ? '' : '零'
  return `${sign}${whole}${tenths}${rest > 0 ? `${FIGURES[rest] ?? ''}分` : '整'}`
}
