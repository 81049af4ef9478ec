/** Epoch ms with fractions. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now()
}
