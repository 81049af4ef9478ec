/** How long work may keep the page from everything else, ms: a key pressed meanwhile is felt at once (half of a picture at 60 a second). */
const TURN = 8

/** Lets everything else that waits be done first. A message to oneself comes at once, a timer not before 4 ms. */
function everybodyElse(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

/**
 * Does long work in turns with whatever else the page has to do; it may be interrupted wherever it stands still.
 *
 * @param wanted asked before each turn: work that nobody wants any more is given up
 * @returns whether it was done to the end
 */
export async function inTurns(work: Iterator<void>, wanted: () => boolean): Promise<boolean> {
  while (wanted()) {
    const until = performance.now() + TURN
    do {
      if (work.next().done === true) return true
    } while (performance.now() < until)
    await everybodyElse()
  }
  return false
}
