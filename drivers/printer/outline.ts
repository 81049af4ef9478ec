import type { Font, PathCommand } from 'fontkit'

/** How a character stands in its cell; font units times `scaleX`/`scaleY` are dots. */
export interface Fit {
  readonly scaleX: number
  readonly scaleY: number
  /** From the left of the cell. */
  readonly left: number
  /** From the top of the cell down to the baseline. */
  readonly baseline: number
}

const BASELINE = 0.83

/** Hanzi fill their cell; half-width figures are narrowed to theirs; what is narrower than its cell stands in its middle. */
export function fit(font: Font, character: string, width: number, height: number): Fit {
  const advance = font.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth || font.unitsPerEm
  const scaleY = height / font.unitsPerEm
  const scaleX = Math.min(scaleY * (width < height ? 2 : 1), width / advance)
  return { scaleX, scaleY, left: (width - advance * scaleX) / 2, baseline: height * BASELINE }
}

type Point = readonly [x: number, y: number]
const STEPS = 6

function curve(points: readonly Point[], at: number): Point {
  let level = points
  while (level.length > 1) {
    level = level.slice(1).map((point, index): Point => {
      const before = level[index] ?? point
      return [before[0] + (point[0] - before[0]) * at, before[1] + (point[1] - before[1]) * at]
    })
  }
  return level[0] ?? [0, 0]
}

/** The outline as closed polygons, in dots of the cell, y downwards. */
export function polygons(font: Font, character: string, cell: Fit): Point[][] {
  const out: Point[][] = []
  let current: Point[] = []
  const dots = (x: number, y: number): Point => [cell.left + x * cell.scaleX, cell.baseline - y * cell.scaleY]
  const bend = (command: PathCommand) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = command.args
    const start = current.at(-1) ?? dots(0, 0)
    const through = command.command === 'quadraticCurveTo' ? [dots(a, b), dots(c, d)] : [dots(a, b), dots(c, d), dots(e, f)]
    for (let step = 1; step <= STEPS; step++) current.push(curve([start, ...through], step / STEPS))
  }
  for (const command of font.glyphForCodePoint(character.codePointAt(0) ?? 0).path.commands) {
    const [x = 0, y = 0] = command.args
    if (command.command === 'moveTo') out.push((current = [dots(x, y)]))
    else if (command.command === 'lineTo') current.push(dots(x, y))
    else if (command.command !== 'closePath') bend(command)
  }
  return out
}

const SUBROWS = 4

/** How much of each dot the polygons cover, 0 to 255, by the non-zero rule that fonts use. */
export function coverage(shapes: readonly (readonly Point[])[], width: number, height: number): Uint8Array {
  const sums = new Float32Array(width * height)
  for (let sub = 0; sub < height * SUBROWS; sub++) {
    const y = (sub + 0.5) / SUBROWS
    const row = Math.floor(sub / SUBROWS) * width
    let winding = 0
    let from = 0
    for (const [x, turn] of crossings(shapes, y)) {
      if (winding === 0) from = x
      winding += turn
      if (winding === 0) fill(sums, row, width, from, x)
    }
  }
  return Uint8Array.from(sums, (sum) => Math.min(255, Math.round((sum / SUBROWS) * 255)))
}

function crossings(shapes: readonly (readonly Point[])[], y: number): (readonly [x: number, turn: number])[] {
  const out: [number, number][] = []
  for (const shape of shapes) {
    let before = shape.at(-1)
    for (const point of shape) {
      if (before && before[1] <= y !== point[1] <= y) {
        const x = before[0] + ((y - before[1]) / (point[1] - before[1])) * (point[0] - before[0])
        out.push([x, point[1] > before[1] ? 1 : -1])
      }
      before = point
    }
  }
  return out.sort((one, other) => one[0] - other[0])
}

function fill(sums: Float32Array, row: number, width: number, from: number, to: number): void {
  const last = Math.min(width, to)
  for (let x = Math.max(0, Math.floor(from)); x < last; x++) {
    const covered = Math.min(x + 1, last) - Math.max(x, from)
    if (covered > 0) sums[row + x] = (sums[row + x] ?? 0) + covered
  }
}
