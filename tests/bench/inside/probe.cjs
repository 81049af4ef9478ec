/**
 * Loaded by `electron -r` into the main process of the app that is measured: the ear and the hand of the bench inside it.
 * It says when the first window could be shown, passes on what the page watch saw, and presses keys. The blank app and
 * the till both carry it, so that its cost is on both sides.
 */
const { app, BrowserWindow, ipcMain, session } = require('electron')
const { join } = require('node:path')

const now = () => performance.timeOrigin + performance.now()

/** @param {object} report */
const tell = (report) => process.send?.(report)

app.once('browser-window-created', (_event, window) => {
  window.once('ready-to-show', () => tell({ type: 'shown', at: now() }))
})

void app.whenReady().then(() => {
  session.defaultSession.registerPreloadScript?.({ type: 'frame', filePath: join(__dirname, 'watch-page.cjs') }) ??
    session.defaultSession.setPreloads([join(__dirname, 'watch-page.cjs')])
})
ipcMain.on('bench', (_event, report) => tell(report))

/** A key as it comes from a keyboard: down, its character, up. @param {string} keyCode */
function press(keyCode) {
  const [window] = BrowserWindow.getAllWindows()
  const character = keyCode === 'Return' ? '\r' : keyCode
  window?.webContents.sendInputEvent({ type: 'keyDown', keyCode })
  if (character.length === 1) window?.webContents.sendInputEvent({ type: 'char', keyCode: character })
  window?.webContents.sendInputEvent({ type: 'keyUp', keyCode })
}

/** Between two characters of a scan, ms: a quick keyboard scanner. */
const SCANNER_PACE = 4

/** @param {string[]} keys */
async function scan(keys) {
  for (const key of keys) {
    press(key)
    await new Promise((resolve) => setTimeout(resolve, SCANNER_PACE))
  }
}

/** @typedef {{ type: 'keys', keys: string[] } | { type: 'clock' } | { type: 'quit' }} Wish */

process.on('message', (/** @type {Wish} */ wish) => {
  if (wish.type === 'keys') void scan(wish.keys)
  else if (wish.type === 'clock') BrowserWindow.getAllWindows()[0]?.webContents.send('bench')
  else app.quit()
})
