/** The way to the printer could not be opened, or broke. `code` is the system's, for example ECONNREFUSED. */
export class LinkBroken extends Error {
  readonly code: string
  constructor(code: string) {
    super(`the connection to the printer broke: ${code}`)
    this.name = 'LinkBroken'
    this.code = code
  }
}

/** One open way to a printer that carries bytes there and back: a TCP connection, a serial line, a device of usblp. */
export interface ByteLink {
  /** Bytes that were given away: so many, or fewer, may have reached the printer. */
  readonly given: number
  /** The most that is written at once. */
  readonly chunk: number
  /** What comes back, and that the link broke. Called once, before anything is written. */
  listen(hear: (data: Uint8Array) => void, broke: (why: LinkBroken) => void): void
  /** Resolves when everything was taken. A break is told to `broke`; then it may never settle. */
  write(bytes: Uint8Array): Promise<void>
  /** Says that nothing more is written; a link that can tell that the other side has read it all breaks with ECLOSED then. */
  end(): void
  /** Lets go. `clean` is false after anything that went wrong: what still waits to leave is thrown away. */
  drop(clean: boolean): void
}

/** How a link is opened, again for each job and each look. */
export interface Way {
  /** What the line can carry at most, bytes a second; infinite where the line is never what is slow. */
  readonly bytesPerSecond: number
  /**
   * True where every link uses the same line: what one was asked late is heard by the next, so that a job waits for the
   * end of a look instead of breaking it off.
   */
  readonly oneLine: boolean
  /** Throws LinkBroken, also when `signal` calls it off. `limitMs` is for the opening alone. */
  open(limitMs: number, signal: AbortSignal): Promise<ByteLink>
  /** Gives back what was kept open between links. */
  close(): Promise<void>
}

/** The system's code of an error, or one that says that there was none. */
export function codeOf(error: unknown): string {
  if (error instanceof LinkBroken) return error.code
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EFAILED'
}
