import { Open } from 'unzipper'

/** One field of a sheet as it stands in the file: its own words, unread, and its style's number format. */
export interface ReadCell {
  readonly text: string
  readonly isText: boolean
  readonly isFormula: boolean
  readonly format: string
}
export interface ReadSheet {
  readonly name: string
  readonly rows: readonly (readonly (ReadCell | undefined)[])[]
  readonly frozenRows: number
  readonly widths: readonly number[]
}

const plain = (xml: string): string =>
  xml
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|amp);/g, (_whole, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '')
    .replace(/_x([0-9A-F]{4})_/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
const attribute = (xml: string, name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(xml)?.[1] ?? ''
const columnOf = (place: string): number =>
  [...place.replace(/\d/g, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
/** Formats that Excel knows by their number alone (ECMA-376 18.8.30). */
const BUILT_IN: Record<string, string> = { 0: 'General', 1: '0', 2: '0.00', 49: '@' }

/** Reads a workbook as a spreadsheet would, by the package's own tables; knows nothing of what wrote it. Throws what is wrong with it. */
export async function readXlsx(path: string): Promise<ReadSheet[]> {
  const archive = await Open.file(path)
  const part = async (name: string): Promise<string> => {
    const file = archive.files.find((one) => one.path === name)
    if (!file) throw new Error(`${name} is not in the workbook`)
    return (await file.buffer()).toString('utf8')
  }
  const types = await part('[Content_Types].xml')
  const styles = await part('xl/styles.xml')
  const own = new Map(
    [...styles.matchAll(/<numFmt [^>]*>/g)].map(([one]) => [attribute(one, 'numFmtId'), attribute(one, 'formatCode')]),
  )
  const formats = [...(/<cellXfs.*?<\/cellXfs>/s.exec(styles)?.[0] ?? '').matchAll(/<xf [^>]*>/g)].map(([one]) => {
    const id = attribute(one, 'numFmtId')
    return own.get(id) ?? BUILT_IN[id] ?? `?${id}`
  })
  const ties = await part('xl/_rels/workbook.xml.rels')
  const targets = new Map(
    [...ties.matchAll(/<Relationship [^>]*>/g)].map(([one]) => [attribute(one, 'Id'), attribute(one, 'Target')]),
  )
  const sheets = [...(await part('xl/workbook.xml')).matchAll(/<sheet [^>]*>/g)]
  return Promise.all(
    sheets.map(async ([sheet]) => {
      const target = `xl/${targets.get(attribute(sheet, 'r:id')) ?? ''}`
      if (!types.includes(`PartName="/${target}"`)) throw new Error(`${target} has no type`)
      const xml = await part(target)
      const rows = [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, inside = '']) => {
        const cells: ReadCell[] = []
        for (const [, head = '', body = ''] of inside.matchAll(/<c ([^>]*)>(.*?)<\/c>/gs)) {
          const format = formats[Number(attribute(head, 's'))] ?? 'none'
          const facts = { text: plain(body), isText: attribute(head, 't') === 'inlineStr', isFormula: body.includes('<f') }
          cells[columnOf(attribute(head, 'r'))] = { ...facts, format }
        }
        return cells
      })
      const widths = [...xml.matchAll(/<col [^>]*>/g)].map(([one]) => Number(attribute(one, 'width')))
      return { name: plain(attribute(sheet, 'name')), rows, frozenRows: Number(attribute(xml, 'ySplit')), widths }
    }),
  )
}

/** The words of a sheet, row by row; an empty field is an empty word. */
export const wordsOf = ({ rows }: ReadSheet): string[][] => rows.map((row) => Array.from(row, (cell) => cell?.text ?? ''))
