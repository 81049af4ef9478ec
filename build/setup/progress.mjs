/** Milliseconds as people read them: `0.4 s`, `12 s`, `3 min 05 s`. @param {number} ms @returns {string} */
export function spokenDuration(ms) {
  const seconds = ms / 1000
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 120) return `${String(Math.round(seconds))} s`
  const whole = Math.round(seconds)
  return `${String(Math.floor(whole / 60))} min ${String(whole % 60).padStart(2, '0')} s`
}

/** One line of the set-up's account. @param {string} topic @param {string} text */
export function say(topic, text) {
  console.log(`  ${topic.padEnd(16)}${text}`)
}

/** A reason to stop that is a plain sentence for the person at the keyboard: no stack is shown for it. */
export class SetUpStopped extends Error {
  /** @override */
  name = 'SetUpStopped'
}
