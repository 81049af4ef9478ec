import { join } from 'node:path'

/** The Electron that the set-up put in place. */
export function electronProgram(root: string): string {
  return join(root, 'node_modules', 'electron', 'dist', 'electron')
}

/** Chromium refuses to sandbox for root: only then, and only in development and tests, it is told to go without. */
export function sandboxFlags(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}
