import { app, BrowserWindow, Menu } from 'electron'

/**
 * The least an Electron app can do: one empty window, shown when it is ready. What the till adds is measured against it.
 * Menu and hardware acceleration are off as in the till, so that the two differ by what the till is, not by switches.
 */
app.disableHardwareAcceleration()
Menu.setApplicationMenu(null)
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1366, height: 768, useContentSize: true, show: false })
  window.once('ready-to-show', () => window.show())
  void window.loadURL('data:text/html,<title>blank</title>')
})
