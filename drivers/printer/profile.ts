/** Bytes of one command, as data: the encoder never writes such a literal itself (PRINTING 10). */
export type Command = readonly number[]

export const HANZI_CHARSETS = ['gb2312', 'gbk', 'gb18030'] as const
export type HanziCharset = (typeof HANZI_CHARSETS)[number]

/** What one model of printer can do (PRINTING, "Profiles"). Measures are dots unless they say otherwise. */
export interface PrinterProfile {
  readonly name: string
  /** Width of the paper; the printed area stands in its middle. */
  readonly paperDots: number
  /** Width that can be printed on. */
  readonly dots: number
  /** Half-width columns of font A. */
  readonly columns: number
  readonly columnDots: number
  /** From one line of normal text to the next, as `commands.start` sets it. */
  readonly lineDots: number
  readonly dotsPerMm: number
  /** How text that is not hanzi is enlarged. */
  readonly enlarge: 'GS!' | 'ESC!'
  readonly hanzi: {
    readonly mode: 'FS&' | 'always-on' | 'none'
    readonly charset: HanziCharset
    readonly cell: number
    readonly enlarge: 'FS!' | 'FSW' | 'GS!'
  }
  /** Native CODE128, or null where it must be sent as a raster. */
  readonly barcode: { readonly moduleDots: readonly number[]; readonly heightDots: number } | null
  /** Native QR, or null where it must be sent as a raster. */
  readonly qr: { readonly largestModule: number } | null
  readonly commands: {
    /** Brings the printer from any state into the one the encoder counts on. */
    readonly start: Command
    /** Leaves it in that state for whoever prints next. */
    readonly finish: Command
    /** Moves the last line past the tear bar, where nothing is cut. */
    readonly feed: Command
    /** Moves the last line past the cutter and cuts; partial where the printer can, so that the slip does not fall. */
    readonly cut: Command | null
    readonly drawer: Command | null
    readonly beep: Command | null
  }
  /** How it is asked for its state, or null when it cannot answer: its jobs are then only ever `sent` (PRINTING 7). */
  readonly status: {
    readonly printer: Command
    readonly offline: Command
    readonly paper: Command
    readonly done: Command
  } | null
  /**
   * How dots are sent, and how many rows at a time, so that a printer with a small buffer prints while it reads. Null where
   * a picture is not to be had: codes are then printed as their text, and there is no picture mode.
   */
  readonly image: { readonly command: 'GS v 0' | 'GS ( L'; readonly bandRows: number } | null
  /** Units of `ESC J` that move the paper by one dot. */
  readonly feedUnits: number
  /** The slowest pace at which it takes a job, for time limits by bytes (PRINTING 8). */
  readonly bytesPerSecond: number
}

/** The longest native code on a slip (`GS ( k` with a value of 300 characters of UTF-8), bytes. */
const LONGEST_CODE = 1208
const LONGEST_HEAD = 17

/** Bytes of the longest single command the encoder makes for this printer. */
export function longestCommand({ image, dots }: PrinterProfile): number {
  return Math.max(LONGEST_CODE, image ? LONGEST_HEAD + Math.ceil(dots / 8) * image.bandRows : 0)
}
