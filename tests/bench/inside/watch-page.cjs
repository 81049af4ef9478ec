/**
 * A second preload of the page that is measured, in a world of its own: it says which screen is seen since when, and when
 * a key came. It listens before the page does, and takes nothing away from it.
 */
const { ipcRenderer } = require('electron')

const now = () => performance.timeOrigin + performance.now()

/** @param {object} report */
const tell = (report) => ipcRenderer.send('bench', report)

/** @param {string} selector */
const is = (selector) => document.querySelector(selector) !== null

/** The screen by its marks, `none` before the first one. */
function faceNow() {
  if (is('.sheet')) return 'scan'
  if (is('main.bind')) return 'bind'
  if (is('main.sign')) {
    if (!is('.staff:not(.other)')) return 'nobody'
    if (!is('.staff.other[aria-pressed="true"]')) return 'signIn'
    return is('.whose') ? 'password' : 'number'
  }
  if (is('main.sale.field-paid')) return 'paid'
  if (is('main.sale .top.plain')) return 'till'
  if (is('main.sale')) return 'result'
  return 'none'
}

/** When the frame is drawn that shows what stands in the document now. */
function drawn() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const afterFrame = new MessageChannel()
      afterFrame.port1.onmessage = () => resolve(now())
      afterFrame.port2.postMessage(null)
    })
  })
}

let face = 'none'
new MutationObserver(() => {
  const next = faceNow()
  if (next === face) return
  face = next
  const changedAt = now()
  void drawn().then((at) => tell({ type: 'face', face: next, changedAt, at }))
}).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['class', 'aria-pressed'] })

addEventListener(
  'keydown',
  (event) => {
    if (event.key === 'Enter') tell({ type: 'enter', at: performance.timeOrigin + event.timeStamp })
  },
  { capture: true },
)

/** The two clocks of a process run apart when the machine's time is set: read at a change of the ms, they can be compared. */
ipcRenderer.on('bench', () => {
  const before = Date.now()
  let date = before
  while (date === before) date = Date.now()
  tell({ type: 'clock', aheadMs: now() - date })
})
