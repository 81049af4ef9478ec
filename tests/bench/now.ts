/** Epoch ms with fractions, comparable with what other processes of this machine say. */
export function now(): number {
  return performance.timeOrigin + performance.now()
}

/** How far `now` is ahead of the machine's time, ms; read at a change of the ms. */
export function aheadMs(): number {
  const before = Date.now()
  let date = before
  while (date === before) date = Date.now()
  return now() - date
}
