/** Bytes that a QR code of version 1, 2, … holds at error correction level M, in byte mode. */
const CAPACITY_M = [
  14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779, 857, 911, 997, 1059,
] as const

const QUIET_MODULES = 8

/** The most modules a side can have, quiet zone included; the printer may find a smaller version for the same data. */
function modulesAtMost(bytes: number): number {
  const version = CAPACITY_M.findIndex((capacity) => bytes <= capacity) + 1
  if (version === 0) throw new RangeError('too long for a QR code on a slip')
  return 17 + 4 * version + QUIET_MODULES
}

/** Dots a module may have so that the code fits on the paper; at least 1. */
export function qrModuleDots(bytes: number, paperDots: number, largest: number): number {
  return Math.max(1, Math.min(largest, Math.floor(paperDots / modulesAtMost(bytes))))
}
