import type { LaidOutSlip } from '../../contract/slip.ts'
import { isAscii, normalise, widthOf } from './charset.ts'
import { barcodeModuleDots, qrDots } from './encode.ts'
import type { PrinterProfile } from './profile.ts'
import { code128Row, qrModules, type Modules } from './symbols.ts'

/** A character in its cell, or a black box. All measures are dots from the top left of the paper. */
export interface Glyph {
  readonly character: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly bold: boolean
}
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly dotsPerMm: number
  readonly glyphs: readonly Glyph[]
  readonly boxes: readonly Box[]
}

const MARGIN = 24
const GAP_BELOW_BARS = 4
const RASTER_BAR_DOTS = 80

class Sheet {
  readonly glyphs: Glyph[] = []
  readonly boxes: Box[] = []
  y: number
  readonly #profile: PrinterProfile
  readonly #left: number

  constructor(profile: PrinterProfile, top: number) {
    this.y = top
    this.#profile = profile
    this.#left = Math.floor((profile.paperDots - profile.dots) / 2)
  }

  text(text: string, size: 1 | 2, bold: boolean, startColumn = 0): void {
    const { columnDots, hanzi, lineDots } = this.#profile
    const height = hanzi.cell * size
    let x = this.#left + startColumn * columnDots
    for (const character of text) {
      const width = (isAscii(character) ? 1 : 2) * columnDots * size
      this.glyphs.push({ character, x, y: this.y, width, height, bold })
      x += width
    }
    this.y += Math.max(lineDots, height)
  }

  centred(text: string): void {
    this.text(text, 1, false, Math.max(0, Math.floor((this.#profile.columns - widthOf(text)) / 2)))
  }

  modules(modules: Modules, scaleX: number, scaleY: number): void {
    const left = this.#left + Math.floor((this.#profile.dots - modules.width * scaleX) / 2)
    for (let row = 0; row < modules.height; row++) {
      for (let from = 0; from < modules.width; from++) {
        if (!modules.dark[row * modules.width + from]) continue
        let to = from + 1
        while (to < modules.width && modules.dark[row * modules.width + to]) to++
        this.boxes.push({ x: left + from * scaleX, y: this.y + row * scaleY, width: (to - from) * scaleX, height: scaleY })
        from = to
      }
    }
    this.y += modules.height * scaleY
  }
}

/**
 * Where everything of a slip stands on the paper: the one source of the PNG, the PDF and the printed picture (PRINTING 9).
 * `margin`: dots above the slip, and twice as many below.
 */
export function draw(slip: LaidOutSlip, profile: PrinterProfile, margin = MARGIN): Drawing {
  const sheet = new Sheet(profile, margin)
  for (const line of slip.lines) {
    switch (line.kind) {
      case 'text':
        sheet.text(normalise(line.text), line.size, line.bold)
        break
      case 'rule':
        sheet.text('-'.repeat(slip.columns), 1, false)
        break
      case 'qr': {
        const dots = qrDots(line.value, profile)
        sheet.modules(qrModules(line.value), dots, dots)
        break
      }
      case 'barcode':
        sheet.modules(
          code128Row(line.value),
          barcodeModuleDots(line.value, profile),
          profile.barcode?.heightDots ?? RASTER_BAR_DOTS,
        )
        sheet.y += GAP_BELOW_BARS
        sheet.centred(line.value)
        break
    }
  }
  const { glyphs, boxes } = sheet
  return { width: profile.paperDots, height: sheet.y + 2 * margin, dotsPerMm: profile.dotsPerMm, glyphs, boxes }
}
