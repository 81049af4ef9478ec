import { app, type Session, type WebContents } from 'electron'
import type { Log } from './log.ts'

/** Chromium's switches that put a film in a camera's place, and their answer in a person's. Tests use them; a shipped till takes none. */
const STAND_INS = ['use-fake-device-for-media-stream', 'use-file-for-fake-video-capture', 'use-fake-ui-for-media-stream']

/**
 * What holds for every renderer of the app, also one that should never exist: no webview, no window of its own, no Node.
 * Must run before Electron is ready.
 */
export function lockDownApp(log: Log): void {
  // As root Chromium only runs when told to go without; asking for both leaves its helper processes unable to start.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  if (app.isPackaged) for (const name of STAND_INS) app.commandLine.removeSwitch(name)
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
      log.error('page.webviewDenied')
    })
    contents.setWindowOpenHandler(({ url }) => {
      log.warn('page.windowDenied', { url })
      return { action: 'deny' }
    })
  })
}

/** Refuses every permission and download of a session, and every request that `mayLoad` does not allow. */
export function lockDownSession(session: Session, mayLoad: (url: string) => boolean, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn('page.permissionDenied', { permission })
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => {
    event.preventDefault()
    log.warn('page.downloadDenied')
  })
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed = mayLoad(details.url)
    if (!allowed) log.warn('page.requestDenied', { url: details.url.slice(0, 200), kind: details.resourceType })
    answer({ cancel: !allowed })
  })
}

/** Lets one page of a locked session film, without sound; everything else stays refused. Call it after `lockDownSession`. */
export function allowCamera(session: Session, isCamera: (contents: WebContents) => boolean, log: Log): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const kinds = 'mediaTypes' in details ? details.mediaTypes : undefined
    const allowed = permission === 'media' && isCamera(contents) && kinds?.length === 1 && kinds[0] === 'video'
    if (!allowed) log.warn('page.permissionDenied', { permission })
    answer(allowed)
  })
  session.setPermissionCheckHandler(
    (contents, permission, _origin, { mediaType }) =>
      permission === 'media' && mediaType === 'video' && contents !== null && isCamera(contents),
  )
}

const ZOOM_KEYS = new Set(['+', '-', '=', '_', '0'])

/** Keeps a page where it is and at its size. Programmatic loads by the main process are not touched. */
export function lockDownContents(contents: WebContents, mayShow: (url: string) => boolean, log: Log): void {
  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    if (mayShow(event.url)) return
    event.preventDefault()
    log.warn('page.navigationDenied', { url: event.url.slice(0, 200) })
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('before-input-event', (event, input) => {
    if ((input.control || input.meta) && ZOOM_KEYS.has(input.key)) event.preventDefault()
  })
  contents.on('did-finish-load', () => {
    contents.setZoomFactor(1)
    void contents.setVisualZoomLevelLimits(1, 1).catch(() => undefined) // the page went away meanwhile
  })
}
