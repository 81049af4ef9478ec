import { app, type BrowserWindow } from 'electron'

/** The till's window is the till: without it the program ends, once what is under way has come to its end. `last` comes after all of it. */
export function endWell(window: BrowserWindow, parts: () => readonly Promise<unknown>[], last: () => void): void {
  let ending = false
  app.on('before-quit', (event) => {
    // Asked twice it ends no sooner: what is under way is money.
    event.preventDefault()
    if (ending) return
    ending = true
    void Promise.allSettled(parts()).then(() => {
      last()
      app.exit(0)
    })
  })
  window.on('closed', () => app.quit())
}
