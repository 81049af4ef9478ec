import type { SellingParts } from './parts.ts'

/** The next number of this till, for a sale, a hold, a capture, a refund or a release; null when the disk refuses to keep it. */
export function takeNumber({
  book,
  place,
  serverNow,
  log,
}: Pick<SellingParts, 'book' | 'place' | 'serverNow' | 'log'>): string | null {
  try {
    return book.takeOrderNo(place.orderPrefix, place.tillDigits, serverNow())
  } catch (error) {
    log.error('book.number', { text: error instanceof Error ? error.message : String(error) })
    return null
  }
}
