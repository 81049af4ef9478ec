/** One measured figure and what it has to keep to. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'MB' | 'kB' | '×'
  /** The largest allowed value; null for a figure that is only told, because another one is compared with it. */
  readonly limit: number | null
}

/** The value below which `share` (0 to 1) of all samples lie. Throws without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

export function keeps(figure: Figure): boolean {
  return figure.limit === null || figure.value <= figure.limit
}

export function line(figure: Figure): string {
  const value = `${figure.value.toFixed(figure.unit === '×' ? 2 : 1)} ${figure.unit}`
  const verdict = figure.limit === null ? '' : `${keeps(figure) ? 'within' : 'OVER'} ${figure.limit} ${figure.unit}`
  return `${figure.name.padEnd(62)}${value.padStart(12)}   ${verdict}`.trimEnd()
}
