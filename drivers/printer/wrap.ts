import { isAscii, widthOf } from './charset.ts'

/** May not begin a line. */
const CLOSING = new Set('，。、；：！？）】》」』〉〕］｝”’…—·,.;:!?)]}%％℃°')
/** May not end a line. */
const OPENING = new Set('（【《「『〈〔［｛“‘￥([{')

export function mayNotBeginLine(character: string): boolean {
  return CLOSING.has(character)
}

function holdsTogether(before: string, after: string): boolean {
  if (before === ' ' || after === ' ') return false
  return CLOSING.has(after) || OPENING.has(before) || (isAscii(before) && isAscii(after))
}

/** The pieces between which a line may break: single spaces, words, and hanzi with the punctuation that belongs to them. */
function pieces(text: string): string[] {
  const out: string[] = []
  let before = ''
  for (const character of text) {
    const last = out.length - 1
    if (last >= 0 && holdsTogether(before, character)) out[last] = (out[last] ?? '') + character
    else out.push(character)
    before = character
  }
  return out
}

/** Cuts a piece that is wider than a line; keeps punctuation off the start of the next line where it can. */
function cut(piece: string, columns: number): string[] {
  const out: string[] = []
  let line: string[] = []
  let width = 0
  for (const character of piece) {
    const more = widthOf(character)
    if (width + more > columns) {
      let carried: string[] = []
      if (CLOSING.has(character)) {
        const from = line.findLastIndex((each) => !CLOSING.has(each))
        if (from > 0) carried = line.splice(from)
      }
      out.push(line.join(''))
      line = carried
      width = widthOf(line.join(''))
    }
    line.push(character)
    width += more
  }
  out.push(line.join(''))
  return out
}

/**
 * Breaks normalised text into lines of at most `columns` half-width columns. Never splits a character, keeps words whole
 * where they fit, and starts no line with closing punctuation unless a single piece is wider than the paper.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    let width = 0
    for (const piece of pieces(paragraph)) {
      const more = widthOf(piece)
      if (width + more <= columns) {
        line += piece
        width += more
        continue
      }
      if (line.trimEnd() !== '') lines.push(line.trimEnd())
      const rest = piece === ' ' ? [''] : more > columns ? cut(piece, columns) : [piece]
      line = rest.pop() ?? ''
      width = widthOf(line)
      lines.push(...rest)
    }
    lines.push(line.trimEnd())
  }
  return lines
}
