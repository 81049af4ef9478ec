/** The one before or after, round and round. One that is not among them is followed by the first. */
export function nextOf<T>(all: readonly T[], now: T, by: 1 | -1): T {
  const at = all.indexOf(now)
  return all[at < 0 ? 0 : (at + by + all.length) % all.length] ?? now
}
