/** The one before or after, round and round. One that is not among them is followed by the first. */
export function nextOf<T>(all: readonly T[], now: T, by: 1 | -1): T {
  const at = all.indexOf(now)
  return all[at < 0 ? 0 : (at + by + all.length) % all.length] ?? now
}

/** The next larger or smaller of amounts that grow, also from one that is not among them; at either end it stays. */
export function nextUp<T extends number>(amounts: readonly T[], now: T, by: 1 | -1): T {
  const beyond = by > 0 ? amounts.find((one) => one > now) : amounts.findLast((one) => one < now)
  return beyond ?? now
}
