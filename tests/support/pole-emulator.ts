/**
 * A two-line customer display, written from the command tables that makers publish: *CD5220 Standard Mode Command List* and
 * *EPSON Command Mode* (both in the Posiflex XP8200 and the Partner CD5220 manuals). It shares no code with the driver, and
 * what is not in the tables is a fault, so that a test fails where a real display would show rubbish.
 */
export interface PoleEmulatorOptions {
  readonly commands: 'escpos' | 'cd5220'
  readonly charset: 'ascii' | 'gbk'
  readonly columns: number
}

export class PoleFault extends Error {}

const hex = (byte: number) => `0x${byte.toString(16).padStart(2, '0')}`
const decoder = new TextDecoder('gbk')

export class PoleEmulator {
  /** What was not understood. Empty when all was well. */
  readonly faults: string[] = []
  /** How often it was initialised. */
  initialised = 0
  cursorShown = true
  #rows: string[][]
  #column = 0
  #row = 0
  /** CD5220: after ESC Q nothing is taken but ESC Q and CLR. */
  #stringMode = false
  #scrolls = false
  #pending: number[] = []
  readonly #options: PoleEmulatorOptions

  constructor(options: PoleEmulatorOptions) {
    this.#options = options
    this.#rows = this.#blank()
  }

  /** The two rows as a person reads them. */
  rows(): [string, string] {
    const [top = [], bottom = []] = this.#rows
    return [top.join(''), bottom.join('')]
  }

  take(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#pending.push(byte)
      try {
        if (this.#obey(this.#pending)) this.#pending = []
      } catch (fault) {
        if (!(fault instanceof PoleFault)) throw fault
        this.faults.push(fault.message)
        this.#pending = []
      }
    }
  }

  #blank(): string[][] {
    return [0, 1].map(() => Array.from({ length: this.#options.columns }, () => ' '))
  }

  #clear(): void {
    this.#rows = this.#blank()
    this.#column = 0
    this.#row = 0
    this.#stringMode = false
  }

  /** Whether these bytes are a whole command or character, which is done then. */
  #obey(bytes: readonly number[]): boolean {
    const [first = 0] = bytes
    if (first === 0x0c) {
      this.#clear()
      return true
    }
    if (this.#stringMode && !(first === 0x1b && (bytes.length < 2 || bytes[1] === 0x51)))
      throw new PoleFault(`${hex(first)} in string mode`)
    if (first === 0x1b) return this.#escape(bytes)
    if (this.#options.commands === 'escpos' && first === 0x1f) return this.#unitSeparator(bytes)
    if (first === 0x0d) this.#column = 0
    else if (first === 0x0a) this.#row = Math.min(1, this.#row + 1)
    else if (first === 0x0b) this.#row = this.#column = 0
    else return this.#character(bytes)
    return true
  }

  #escape(bytes: readonly number[]): boolean {
    const [, second, third] = bytes
    if (second === undefined) return false
    if (second === 0x40) {
      this.#clear()
      this.initialised++
      this.#scrolls = false
      this.cursorShown = true
      return true
    }
    if (this.#options.commands !== 'cd5220' || second !== 0x51) throw new PoleFault(`ESC ${hex(second)}`)
    if (third === undefined) return false
    if (third !== 0x41 && third !== 0x42) throw new PoleFault(`ESC Q ${hex(third)}`)
    const text = bytes.slice(3)
    const last = text.at(-1)
    if (last !== 0x0d) {
      if (text.length > this.#options.columns) throw new PoleFault(`${text.length} bytes in a row without CR`)
      if (last !== undefined && last < 0x20) throw new PoleFault(`${hex(last)} in a row`)
      return false
    }
    this.#stringMode = true
    this.#row = third - 0x41
    this.#column = 0
    this.#rows[this.#row] = this.#blank()[0] ?? []
    let character: number[] = []
    for (const byte of text.slice(0, -1)) {
      character.push(byte)
      if (this.#character(character)) character = []
    }
    if (character.length > 0) throw new PoleFault('half a hanzi at the end of a row')
    return true
  }

  #unitSeparator(bytes: readonly number[]): boolean {
    const [, second, column, row] = bytes
    switch (second) {
      case undefined:
        return false
      case 0x01:
        this.#scrolls = false
        return true
      case 0x02:
      case 0x03:
        this.#scrolls = true
        return true
      case 0x43:
        if (column === undefined) return false
        if (column > 1) throw new PoleFault(`US C ${column}`)
        this.cursorShown = column === 1
        return true
      case 0x24:
        if (row === undefined || column === undefined) return false
        if (column < 1 || column > this.#options.columns || row < 1 || row > 2) throw new PoleFault(`US $ ${column} ${row}`)
        this.#column = column - 1
        this.#row = row - 1
        return true
      default:
        throw new PoleFault(`US ${hex(second)}`)
    }
  }

  #character(bytes: readonly number[]): boolean {
    const [lead = 0, trail] = bytes
    if (lead < 0x20 || lead === 0x7f) throw new PoleFault(`control character ${hex(lead)}`)
    if (lead < 0x7f) {
      this.#put(String.fromCharCode(lead), 1)
      return true
    }
    if (this.#options.charset !== 'gbk' || lead < 0x81 || lead > 0xfe) throw new PoleFault(`${hex(lead)} on this display`)
    if (trail === undefined) return false
    if (trail < 0x40 || trail === 0x7f || trail === 0xff) throw new PoleFault(`${hex(lead)} ${hex(trail)} is no hanzi`)
    this.#put(decoder.decode(Uint8Array.from([lead, trail])), 2)
    return true
  }

  #put(character: string, width: number): void {
    const { columns } = this.#options
    if (this.#scrolls) throw new PoleFault('text while the display scrolls')
    if (this.#column + width > columns) throw new PoleFault(`a row of more than ${columns} columns`)
    const row = this.#rows[this.#row] ?? []
    row[this.#column] = character
    if (width === 2) row[this.#column + 1] = ''
    this.#column += width
    // Overwrite mode: behind the last column the cursor goes to the beginning of the other row. In string mode it stays.
    if (this.#column === columns && !this.#stringMode) {
      this.#column = 0
      this.#row = 1 - this.#row
    }
  }
}
