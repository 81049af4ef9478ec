import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'

/** Takes a draft away as well as it can be done: where that fails too, the next start does it. */
export function removeDraft(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Why it was not written is told already.
  }
}

/** A file that is not there yet: written beside its place, and of no account until it has its name. */
export interface Draft {
  /** Throws what the disk says. */
  write(bytes: Uint8Array): void
  /** The bytes are on the disk when this returns. Throws what the disk says. */
  finish(): void
  /** Nothing of it is left. */
  drop(): void
}

/** Opens a draft, readable by the till's user only; one that was left here is replaced. Throws what the disk says. */
export function openDraft(path: string): Draft {
  rmSync(path, { force: true })
  const handle = openSync(path, 'wx', 0o600)
  let open = true
  const close = (): void => {
    if (open) closeSync(handle)
    open = false
  }
  return {
    write(bytes) {
      for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written)
    },
    finish() {
      fsyncSync(handle)
      close()
    },
    drop() {
      close()
      removeDraft(path)
    },
  }
}
