/** The print line and the paper: what stands where, counted in dots, and what runs over the edge. */

export type Align = 'left' | 'center' | 'right'

export interface Bitmap {
  width: number
  height: number
  /** One bit a dot, most significant first, rows padded to whole bytes; a set bit is black. */
  bits: Uint8Array
}

export interface EmulatedLine {
  /** `feed`: the paper was moved by `ESC J` with nothing in the buffer. */
  kind: 'text' | 'barcode' | 'qr' | 'raster' | 'feed'
  /** What was printed, moves to the right filled with spaces; empty for symbols. */
  text: string
  /** The widest enlargement on the line, 1 when nothing stands on it. */
  size: number
  /** Every visible character is enlarged alike, in both directions. */
  evenSize: boolean
  /** Every visible character is emphasized. */
  bold: boolean
  align: Align
  /** Half-width columns of normal size that the line takes, enlargement counted. */
  columns: number
  /** The line began because the one before was full, not because the job asked for it. */
  wrapped: boolean
  /** Offset of the byte or command that began it. */
  offset: number
  value?: string
  symbology?: string
  /** Text beside a barcode: `GS H`. */
  hri?: 'none' | 'above' | 'below' | 'both'
  bitmap?: Bitmap
  /** Of a `feed`: vertical motion units. */
  units?: number
}

export interface Glyph {
  text: string
  dots: number
  widthFactor: number
  heightFactor: number
  bold: boolean
}

interface Placed extends Glyph {
  x: number
}

export type Fault = (offset: number, message: string) => void

export class Paper {
  readonly lines: EmulatedLine[] = []
  align: Align = 'left'
  leftMargin = 0
  areaWidth: number
  private readonly dots: number
  private readonly cell: number
  private readonly fault: Fault
  private placed: Placed[] = []
  private x = 0
  private began = 0
  private wrapped = false
  private complained = false

  constructor(width: { columns: number; dots: number }, fault: Fault) {
    this.dots = width.dots
    this.areaWidth = width.dots
    this.cell = Math.floor(width.dots / width.columns)
    this.fault = fault
  }

  get cellDots(): number {
    return this.cell
  }

  /** Dots from margin to edge: what a line may take. */
  get room(): number {
    return Math.min(this.areaWidth, this.dots - this.leftMargin)
  }

  get isEmpty(): boolean {
    return this.placed.length === 0 && this.x === 0
  }

  get pendingText(): string {
    return this.placed.map((glyph) => glyph.text).join('')
  }

  put(glyph: Glyph, offset: number): void {
    if (this.x + glyph.dots > this.room) {
      if (!this.complained) {
        const columns = Math.floor(this.room / this.cell)
        this.fault(offset, `overflow: ${JSON.stringify(this.pendingText + glyph.text)} is wider than ${columns} columns`)
      }
      this.endLine(offset)
      this.wrapped = true
      this.complained = true
    }
    if (this.isEmpty) this.began = offset
    this.placed.push({ ...glyph, x: this.x })
    this.x += glyph.dots
  }

  /** `ESC $`, `ESC \` and tabs: back over what is printed already is a fault, because it would be printed over. */
  moveTo(dots: number, offset: number): void {
    if (dots < this.x && this.placed.length > 0) this.fault(offset, 'the position moves back over printed characters')
    if (dots < 0 || dots > this.room) {
      this.fault(offset, `overflow: position ${dots} is outside the ${this.room} dots of the print area`)
      return
    }
    if (this.isEmpty) this.began = offset
    this.x = dots
  }

  get position(): number {
    return this.x
  }

  feed(lines: number, offset: number): void {
    const blanks = this.isEmpty ? lines : lines - 1
    if (!this.isEmpty) this.endLine(offset)
    for (let count = 0; count < blanks; count++) this.endLine(offset)
  }

  endLine(offset: number): void {
    const visible = this.placed.filter((glyph) => glyph.text.trim() !== '')
    const size = Math.max(1, ...visible.map((glyph) => glyph.widthFactor))
    this.lines.push({
      kind: 'text',
      text: this.lineText(),
      size,
      evenSize: visible.every((glyph) => glyph.widthFactor === size && glyph.heightFactor === size),
      bold: visible.length > 0 && visible.every((glyph) => glyph.bold),
      align: this.align,
      columns: Math.ceil(this.x / this.cell),
      wrapped: this.wrapped,
      offset: this.isEmpty ? offset : this.began,
    })
    this.discard()
    this.wrapped = false
    this.complained = false
  }

  discard(): void {
    this.placed = []
    this.x = 0
  }

  symbol(
    line: Pick<EmulatedLine, 'kind' | 'offset'> & Partial<Pick<EmulatedLine, 'value' | 'symbology' | 'hri' | 'bitmap' | 'units'>>,
    dots: number,
  ): void {
    if (!this.isEmpty) this.fault(line.offset, `a ${line.kind} in the middle of a line`)
    if (dots > this.room) {
      this.fault(line.offset, `overflow: a ${line.kind} of ${dots} dots on ${this.room} dots of paper`)
    }
    const columns = Math.ceil(dots / this.cell)
    this.lines.push({ text: '', size: 1, evenSize: true, bold: false, align: this.align, columns, wrapped: false, ...line })
  }

  private lineText(): string {
    let text = ''
    let end = 0
    for (const glyph of this.placed) {
      text += ' '.repeat(Math.max(0, Math.round((glyph.x - end) / this.cell))) + glyph.text
      end = glyph.x + glyph.dots
    }
    return text
  }
}
