import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}
const NAMES: Readonly<Record<string, string>> = {
  '/wallet': 'wallet.html',
  '/office': 'office.html',
  '/approval': 'approval.html',
  '/sign-in': 'sign-in.html',
  '/one-code': 'one-code.html',
}

/** Beside this file when run from source. A bundle hands in the folder it copied them to. */
export const sourcePagesFolder = (): string => join(dirname(fileURLToPath(import.meta.url)), 'pages')

/** Reads one of the pages' own files: `/wallet`, `/office`, `/approval`, `/sign-in`, `/one-code`, `/pages/<name>`. Undefined: there is none. */
export async function pageFile(folder: string, path: string): Promise<{ type: string; body: Buffer } | undefined> {
  const name = NAMES[path] ?? /^\/pages\/([a-z-]+\.(?:js|css|svg))$/.exec(path)?.[1]
  const type = name === undefined ? undefined : TYPES[name.slice(name.lastIndexOf('.') + 1)]
  if (name === undefined || type === undefined) return undefined
  try {
    return { type, body: await readFile(join(folder, name)) }
  } catch {
    return undefined
  }
}
