import { extname, join, normalize, sep } from 'node:path'
import type { WebPreferences } from 'electron'
import type { PageName } from '../../contract/request-shape.ts'

/** The rules of the pages that need no window: what they may load, and with which rights. */

export const PAGE_SCHEME = 'app'
export const PAGE_ORIGIN = 'app://guitai'
/** Each page is one document of the app. */
export const PAGE_URLS: Readonly<Record<PageName, string>> = {
  till: `${PAGE_ORIGIN}/index.html`,
  customer: `${PAGE_ORIGIN}/customer.html`,
  camera: `${PAGE_ORIGIN}/camera.html`,
}

/** Only files of the app itself; nothing from the network, no inline script or style, no frame, no form that leaves. */
export const PAGE_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "worker-src 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': PAGE_CSP,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), hid=(), serial=(), payment=()',
  'cache-control': 'no-store',
}

/** The camera's page alone may film, and compile its decoder, which is WebAssembly of the app itself. */
export const CAMERA_HEADERS: Readonly<Record<string, string>> = {
  ...PAGE_HEADERS,
  'content-security-policy': PAGE_CSP.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"),
  'permissions-policy': (PAGE_HEADERS['permissions-policy'] ?? '').replace('camera=()', 'camera=(self)'),
}

const MIME: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.wasm': 'application/wasm',
}

/** The file of the page behind a URL, or null: another origin, a way out of the folder, or a kind that is not served. */
export function pageFile(root: string, url: string): { path: string; type: string } | null {
  if (!URL.canParse(url)) return null
  const { protocol, host, pathname, username, port } = new URL(url)
  if (`${protocol}//${host}` !== PAGE_ORIGIN || username !== '' || port !== '') return null
  let wanted: string
  try {
    wanted = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (wanted.includes('\0') || wanted.includes('\\')) return null
  const path = normalize(join(root, wanted === '/' ? 'index.html' : wanted))
  const type = MIME[extname(path).toLowerCase()]
  const base = normalize(root).endsWith(sep) ? normalize(root) : normalize(root) + sep
  return type !== undefined && path.startsWith(base) ? { path, type } : null
}

/** True for this page itself, with any query or fragment, and nothing else. */
export function isPageUrl(page: PageName, url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host, pathname, username } = new URL(url)
  const itself = `${protocol}//${host}${pathname}`
  return username === '' && (itself === PAGE_URLS[page] || (page === 'till' && itself === `${PAGE_ORIGIN}/`))
}

/** What the session of a page may load: the app's own files, pictures made in the page, and developer tools where they exist. */
export function mayLoad(url: string, packaged: boolean): boolean {
  return url.startsWith(`${PAGE_ORIGIN}/`) || /^(?:data|blob):/.test(url) || (!packaged && url.startsWith('devtools://'))
}

/** True when the URL belongs to exactly this web origin. */
export function isOfOrigin(url: string, origin: string): boolean {
  return URL.canParse(url) && new URL(url).origin === new URL(origin).origin && new URL(url).origin !== 'null'
}

const NO_RIGHTS = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  safeDialogs: true,
} as const satisfies WebPreferences

/** The rights of the kiosk's page. Developer tools exist only where the app is not packaged. */
export function pagePreferences(preload: string, packaged: boolean): WebPreferences {
  return { ...NO_RIGHTS, preload, devTools: !packaged, backgroundThrottling: false, zoomFactor: 1 }
}

/** The rights of the customer display's page: as few, and a session of its own, so that the two pages share no process. */
export function customerPreferences(preload: string, packaged: boolean): WebPreferences {
  return { ...pagePreferences(preload, packaged), partition: 'customer' }
}

/** The rights of the camera's page: as few, in a session of its own, which alone may film. */
export function cameraPreferences(preload: string, packaged: boolean): WebPreferences {
  return { ...pagePreferences(preload, packaged), partition: 'camera' }
}

/** The rights of the wallet's window: a web page of the sandbox with no bridge and a session of its own. */
export function walletPreferences(packaged: boolean): WebPreferences {
  return { ...NO_RIGHTS, devTools: !packaged, partition: 'wallet' }
}

/** `GUITAI_WINDOW=1024x768`: a plain window of that content size instead of the kiosk, for tests. Null when not so asked. */
export function plainWindowSize(text: string | undefined): { width: number; height: number } | null {
  const match = /^(\d{3,5})x(\d{3,5})$/.exec(text?.trim() ?? '')
  if (!match) return null
  const size = { width: Number(match[1]), height: Number(match[2]) }
  return size.width >= 320 && size.height >= 240 && size.width <= 16_384 && size.height <= 16_384 ? size : null
}

/** The page's ground, so that the window has its colour before the first line is drawn (tokens, `--paper`). */
export const GROUND = { light: '#f3f4f1', dark: '#0e1213' } as const

/** How long to wait before the page is loaded again, ms, by how often it failed in a row. */
export function reloadDelay(failures: number): number {
  return [0, 500, 2_000, 5_000][failures - 1] ?? 10_000
}

/**
 * Electron's security checklist, point by point, and what answers it here. Each has a test of its own in the real app.
 */
export const SECURITY_CHECKLIST = {
  secureContentOnly: 'the page is served by app:// from the app itself; the wallet is plain HTTP on this machine alone',
  noNodeIntegration: 'no Node in the page, in workers or in frames',
  contextIsolation: 'the preload and the page do not share a world',
  sandbox: 'every renderer is sandboxed, by app.enableSandbox() too',
  permissionsDenied: 'each permission, check and device is refused; the camera’s own page may film while it is switched on',
  webSecurity: 'same-origin rules are on',
  contentSecurityPolicy: 'sent as a header with each file',
  noInsecureContent: 'mixed content is off',
  noExperimentalFeatures: 'no experimental feature',
  noBlinkFeatures: 'no Blink feature is switched on',
  noWebviewPopups: 'there are no webviews',
  webviewDenied: 'a webview that appears is refused',
  navigationDenied: 'the page cannot leave itself',
  newWindowsDenied: 'the page cannot open a window',
  noShellOpenExternal: 'nothing of the page is handed to the desktop',
  supportedElectron: 'packages are made from the declared version only',
  senderChecked: 'a request must come from the main frame of one of our pages, and be one that this page may ask',
  noFileProtocol: 'pages come by app://, and file:// cannot be loaded',
  fusesSet: 'fuses are set when the package is made',
  noElectronApiExposed: 'the page sees ask and on, nothing else',
} as const satisfies Record<string, string>
export type ChecklistPoint = keyof typeof SECURITY_CHECKLIST
