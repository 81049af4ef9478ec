import { readFileSync } from 'node:fs'
import { writeWhole } from './write-whole.ts'

/**
 * Whether training began, or ended, with this start. Training has a book of its own; the mark lies beside both, so that each book
 * tells of it. Where the mark cannot be written, the next start tells it once more.
 */
export function markMode(path: string, training: boolean): 'training.began' | 'training.ended' | null {
  const now = training ? 'training' : 'trading'
  let before: string
  try {
    before = readFileSync(path, 'utf8')
  } catch {
    before = 'trading'
  }
  if (before === now) return null
  try {
    writeWhole(path, now)
  } catch {
    // A full disk is told by the book.
  }
  return training ? 'training.began' : 'training.ended'
}
