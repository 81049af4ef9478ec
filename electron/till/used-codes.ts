/** How many scanned codes are remembered, so that a spent one is refused with a sentence. In memory only. */
const REMEMBERED = 200

/** Payment codes that were scanned lately. */
export function usedCodes() {
  const codes = new Set<string>()
  return {
    has: (code: string): boolean => codes.has(code),
    add(code: string): void {
      codes.add(code)
      const [oldest] = codes
      if (codes.size > REMEMBERED && oldest !== undefined) codes.delete(oldest)
    },
    /** It was not spent after all. */
    drop: (code: string): void => void codes.delete(code),
  }
}
