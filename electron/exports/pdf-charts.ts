import { ringOf, type Bar } from '../../contract/figure-chart.ts'
import type { Figures } from '../../contract/figures.ts'
import { fen, formatYuan } from '../../contract/money.ts'
import type { Language, Tender } from '../../contract/states.ts'
import { SLIP_WORDS } from '../slips/words.ts'
import { INK, PAGE, WIDTH, type PdfSheet } from './pdf-sheet.ts'
import { EXPORT_WORDS } from './words.ts'

const BARS_HEIGHT = 130
const RING = { radius: 42, stroke: 18, height: 130 } as const
/** So many names stand beneath without touching each other. */
const NAMES = { hours: 16, days: 10 } as const
/** The ways of paying are told apart by their grey as well: a printer may have no colours. */
const OF_TENDER: Record<Tender, string> = {
  wechat: INK.accent,
  alipay: INK.accentMid,
  memberCard: INK.grey,
  bankCardRecord: INK.text,
  cashRecord: INK.shade,
}

export interface Bars {
  readonly by: 'hours' | 'days'
  readonly bars: readonly Bar[]
}

function nameOf(at: number, by: Bars['by']): string {
  const time = new Date(at)
  const two = (part: number): string => String(part).padStart(2, '0')
  return by === 'days' ? `${two(time.getMonth() + 1)}-${two(time.getDate())}` : `${time.getHours()}`
}

/** What was taken by the hour or by the day, and what was taken before it as a shadow behind, as on the screen. */
export function drawBars(sheet: PdfSheet, { by, bars }: Bars, language: Language): void {
  const words = EXPORT_WORDS[language]
  const { page } = sheet
  sheet.need(BARS_HEIGHT + 60)
  sheet.text(by === 'days' ? words.byDays : words.byHours, PAGE.left, sheet.y(), 200, { size: 11, bold: true })
  const key = (x: number, colour: string, name: string): void => {
    page.rect(x, sheet.y() + 1, 9, 9).fill(colour)
    sheet.text(name, x + 13, sheet.y(), 70, { size: 9, colour: INK.quiet })
  }
  key(PAGE.right - 180, INK.accent, words.thisTime)
  key(PAGE.right - 90, INK.shade, words.before)
  sheet.down(34)

  const foot = sheet.y() + BARS_HEIGHT
  const most = Math.max(1, ...bars.flatMap((bar) => [bar.fen, bar.beforeFen]))
  const wide = WIDTH / Math.max(1, bars.length)
  const bar = (x: number, from: number, to: number, amount: number, colour: string): void => {
    const height = (Math.max(0, amount) / most) * BARS_HEIGHT
    if (height > 0) page.rect(x + wide * from, foot - height, wide * (to - from), height).fill(colour)
  }
  const best = bars.reduce<Bar | null>((top, one) => (one.fen > (top?.fen ?? 0) ? one : top), null)
  const every = Math.ceil(bars.length / NAMES[by])
  bars.forEach((one, nth) => {
    const x = PAGE.left + nth * wide
    bar(x, 0.04, 0.68, one.beforeFen, INK.shade)
    bar(x, 0.24, 0.88, one.fen, INK.accent)
    if (nth % every === 0)
      sheet.text(nameOf(one.at, by), x + wide / 2 - 20, foot + 4, 40, { size: 8, colour: INK.quiet, align: 'center' })
    if (one !== best) return
    const left = Math.min(Math.max(PAGE.left, x + wide / 2 - 40), PAGE.right - 80)
    sheet.text(formatYuan(fen(one.fen)), left, foot - BARS_HEIGHT * (one.fen / most) - 13, 80, { size: 9, align: 'center' })
  })
  page.moveTo(PAGE.left, foot).lineTo(PAGE.right, foot).lineWidth(0.7).stroke(INK.line)
  if (best === null) sheet.text(words.nothing, PAGE.left, foot - BARS_HEIGHT / 2, WIDTH, { colour: INK.quiet, align: 'center' })
  sheet.down(BARS_HEIGHT + 28)
}

/** How what was taken is spread over the ways of paying. */
export function drawRing(sheet: PdfSheet, figures: Figures, language: Language): void {
  const words = { ...SLIP_WORDS[language], ...EXPORT_WORDS[language] }
  const { page } = sheet
  sheet.need(RING.height + 24)
  sheet.text(words.byTender, PAGE.left, sheet.y(), 200, { size: 11, bold: true })
  sheet.down(24)
  const [x, y] = [PAGE.left + RING.radius + RING.stroke / 2, sheet.y() + RING.radius + RING.stroke / 2]
  page.circle(x, y, RING.radius).lineWidth(RING.stroke).stroke(INK.ground)
  const ring = ringOf(figures.tenders.map((one) => one.fen))
  figures.tenders.forEach(({ tender, fen: amount }, nth) => {
    const { start, share } = ring[nth] ?? { start: 0, share: 0 }
    const point = (part: number): string => {
      const angle = 2 * Math.PI * part - Math.PI / 2
      return `${x + RING.radius * Math.cos(angle)} ${y + RING.radius * Math.sin(angle)}`
    }
    page.lineWidth(RING.stroke)
    // A whole ring has no two ends to be drawn between.
    if (share > 0.9999) page.circle(x, y, RING.radius).stroke(OF_TENDER[tender])
    else if (share > 0) {
      const arc = `M ${point(start)} A ${RING.radius} ${RING.radius} 0 ${share > 0.5 ? 1 : 0} 1 ${point(start + share)}`
      page.path(arc).stroke(OF_TENDER[tender])
    }
    const line = sheet.y() + 8 + nth * 19
    page.rect(PAGE.left + 130, line + 1, 9, 9).fill(OF_TENDER[tender])
    sheet.text(words.tenders[tender], PAGE.left + 146, line, 110)
    sheet.text(`${Math.round(share * 100)}%`, PAGE.left + 260, line, 40, { colour: INK.quiet, align: 'right' })
    sheet.text(formatYuan(fen(amount)), PAGE.left + 310, line, 90, { align: 'right' })
  })
  sheet.text(String(figures.count), x - 30, y - 12, 60, { size: 15, align: 'center', bold: true })
  sheet.text(words.ordersUnit, x - 30, y + 6, 60, { size: 8, colour: INK.quiet, align: 'center' })
  if (figures.tenders.length === 0) sheet.text(words.nothing, PAGE.left + 130, y - 5, 300, { colour: INK.quiet })
  sheet.down(RING.height)
}
