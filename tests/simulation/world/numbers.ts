/** What the bank says to a request: `refused` is the status, `internal` the reason. */
export type BankAnswer<T> = { is: T } | { refused: number; internal: number }
export const refused = (status: number, internal = 0): { refused: number; internal: number } => ({ refused: status, internal })

/** Every number that the bank ever saw: of an order, a refund, a hold or a release, it stands for one content for ever (RULINGS 2). */
export function createNumbers(numberReused: (number: string) => void) {
  const taken = new Map<string, { readonly content: string; readonly foreign: boolean }>()
  return {
    isTaken: (number: string): boolean => taken.has(number),
    take(number: string, content: string, foreign = false): void {
      taken.set(number, { content, foreign })
    },
    /** What a number that was used before leads to: the same content to the same answer, other content to 407. Null when it is new. */
    known<T>(number: string, content: string, among: ReadonlyMap<string, T>): BankAnswer<T> | null {
      const before = taken.get(number)
      if (!before) return null
      const is = before.content === content ? among.get(number) : undefined
      if (is !== undefined) return { is }
      if (!before.foreign) numberReused(number)
      return refused(104, 407)
    },
  }
}
export type Numbers = ReturnType<typeof createNumbers>
