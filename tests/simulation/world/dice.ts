function mix(seed: number, label: string): number {
  let hash = seed ^ 0x9e3779b9
  for (let at = 0; at < label.length; at++) {
    hash = Math.imul(hash ^ label.charCodeAt(at), 0x85ebca6b)
    hash ^= hash >>> 13
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Chance that is the same for the same seed. Every matter has dice of its own, so that leaving one out moves no other. */
export class Dice {
  private readonly seed: number
  private state: number

  constructor(seed: number) {
    this.seed = seed
    this.state = seed >>> 0
  }

  /** [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let word = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61)
    return ((word ^ (word >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number in [from, to]. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(from: readonly T[]): T {
    const one = from[Math.floor(this.next() * from.length)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }

  /** Dice that depend on these and the label alone, however often these were thrown. */
  of(label: string): Dice {
    return new Dice(mix(this.seed, label))
  }
}

export const dice = (seed: number): Dice => new Dice(seed)

/** The n-th schedule's own seed. */
export const seedOf = (seed: number, index: number): number => mix(seed, `schedule ${index}`)
