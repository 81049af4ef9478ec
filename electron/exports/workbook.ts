import { strToU8, Zip, ZipDeflate } from 'fflate'
import type { Cell } from './cells.ts'
import { rowXml, SHEET_FOOT_XML, sheetHeadXml, workbookParts, type RowLook } from './sheet-xml.ts'

/** A sheet of a workbook has so many rows, no more. */
export const ROWS_MOST = 1_048_576
/** Letters that are packed at once. */
const PIECE = 65_536

export interface SheetShape {
  /** At most 31 letters, none of []:*?/\. */
  readonly name: string
  /** So many rows stay in view. */
  readonly frozen: number
  /** In characters. */
  readonly widths: readonly number[]
}

/** An XLSX workbook that is packed and given away while it is written: nothing but the piece in hand is kept in memory. */
export interface Workbook {
  /** Ends the sheet before it and begins another. */
  sheet(shape: SheetShape): void
  row(cells: readonly Cell[], look?: RowLook): void
  /** What stands behind the sheets; then the file is whole. */
  end(): void
}

/** `write` is given the file's bytes in order; what it throws, these throw. */
export function createWorkbook(write: (bytes: Uint8Array) => void): Workbook {
  const names: string[] = []
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    write(bytes)
  })
  let open: ZipDeflate | null = null
  let rows = 0
  let waiting = ''

  const begin = (path: string): ZipDeflate => {
    const file = new ZipDeflate(path, { level: 4 })
    zip.add(file)
    return file
  }
  const endSheet = (): void => {
    open?.push(strToU8(waiting + SHEET_FOOT_XML), true)
    open = null
    waiting = ''
  }

  return {
    sheet({ name, ...shape }) {
      endSheet()
      names.push(name)
      rows = 0
      open = begin(`xl/worksheets/sheet${names.length}.xml`)
      waiting = sheetHeadXml(shape)
    },
    row(cells, look = 'plain') {
      waiting += rowXml(cells, ++rows, look)
      if (waiting.length < PIECE) return
      open?.push(strToU8(waiting))
      waiting = ''
    },
    end() {
      endSheet()
      for (const [path, xml] of workbookParts(names)) begin(path).push(strToU8(xml), true)
      zip.end()
    },
  }
}
