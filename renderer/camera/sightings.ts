/** A code that was out of view for so long is a new scan, ms. */
export const REST_MS = 1500
/** A number counts once no other number was in view for so long, ms. */
export const ALONE_MS = 500
/** One look may misread a bar code; two do not misread it alike. */
const LOOKS = 2

interface Sighting {
  seenAt: number
  looks: number
  told: boolean
}

export interface Sightings {
  /** What was read in one picture, at ms on a clock that does not go back; answers what is to be told of it. */
  see(texts: readonly string[], at: number): string[]
}

/** A number that may be somebody's money: of ten digits and more, and shorter than the order numbers of slips. */
const mayPay = (text: string): boolean => /^\d{10,24}$/.test(text)

/**
 * Makes scans of what a camera sees picture after picture. A code is told once, when it was seen twice, and not again before it was
 * out of view for a while or, for a number, another number was told since. Of two numbers in view none is told: nobody said which of
 * them is meant to pay.
 */
export function createSightings(): Sightings {
  const known = new Map<string, Sighting>()

  const rivalled = (text: string, at: number): boolean =>
    [...known].some(([other, { seenAt }]) => other !== text && mayPay(other) && at - seenAt < ALONE_MS)

  const told = (text: string): void => {
    if (mayPay(text)) for (const other of [...known.keys()]) if (other !== text && mayPay(other)) known.delete(other)
  }

  return {
    see(texts, at) {
      for (const [text, { seenAt }] of known) if (at - seenAt > REST_MS) known.delete(text)
      const seen = [...new Set(texts)].filter((text) => text !== '')
      for (const text of seen) {
        const { looks = 0, told: before = false } = known.get(text) ?? {}
        known.set(text, { seenAt: at, looks: looks + 1, told: before })
      }
      return seen.filter((text) => {
        const sighting = known.get(text)
        if (!sighting || sighting.told || sighting.looks < LOOKS || (mayPay(text) && rivalled(text, at))) return false
        sighting.told = true
        told(text)
        return true
      })
    },
  }
}
