import { SetUpStopped } from './progress.mjs'

/** The oldest Node the tools run on: 20.19 is the first 20.x that can `require` an ES module. */
const OLDEST = Object.freeze({ major: 20, minor: 19 })

/** @param {string} version for example `20.20.2` @returns {boolean} */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)
}

/** Stops with a sentence on a Node that is too old. @param {string} version */
export function checkNodeVersion(version) {
  if (isNewEnough(version)) return
  throw new SetUpStopped(
    `Guitai needs Node ${String(OLDEST.major)}.${String(OLDEST.minor)} or newer; this is Node ${version}. Install a newer Node and run the command again.`,
  )
}
