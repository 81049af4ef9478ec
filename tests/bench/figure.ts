/** One measured figure and what it has to keep to. */
export interface Figure {
  readonly name: string
  /** Null when it could not be measured; `note` then says why. */
  readonly value: number | null
  readonly unit: 'ms' | 'MB' | 'kB' | '×'
  /** The largest value that is allowed; null for a figure that only explains another one. */
  readonly target: number | null
  readonly note?: string
  /** What the figure was made from, in the order it was measured. */
  readonly samples?: readonly number[]
}

type Verdict = 'met' | 'missed' | 'not measured' | ''

/** The smallest sample that is not below `share` (0 to 1) of all samples. Throws without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

export function verdictOf({ value, target }: Figure): Verdict {
  if (value === null) return 'not measured'
  if (target === null) return ''
  return value <= target ? 'met' : 'missed'
}

/** The two percentiles of one span; the rarer one has to keep to the target. */
export function spanFigures(name: string, samples: readonly number[], target: number, note?: string): Figure[] {
  const more = note === undefined ? {} : { note }
  return [
    { name: `${name}, p50`, value: percentile(samples, 0.5), unit: 'ms', target: null },
    { name: `${name}, p99`, value: percentile(samples, 0.99), unit: 'ms', target, samples: samples.map(rounded), ...more },
  ]
}

/** To hundredths: more would be noise. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100
}

function shown(value: number, unit: Figure['unit']): string {
  return `${value.toFixed(unit === '×' ? 2 : 1)} ${unit}`
}

/** The table as Markdown, which is also readable in a terminal. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name + (figure.note === undefined ? '' : ` (${figure.note})`),
    figure.value === null ? '–' : shown(figure.value, figure.unit),
    figure.target === null ? '' : `≤ ${String(figure.target)} ${figure.unit}`,
    verdictOf(figure),
  ])
  const head = ['figure', 'measured', 'target', 'verdict']
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 1 ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}
