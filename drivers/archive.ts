import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** An id as a file name: anything that could leave the folder or trouble a file system becomes `_`. */
export function safeName(id: string): string {
  return id
    .replace(/[^0-9A-Za-z._-]/g, '_')
    .replace(/^\.+/, '_')
    .slice(0, 100)
}

/** Writes a file whole or not at all. */
export async function keep(folder: string, name: string, content: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, name)
  await writeFile(`${path}.part`, content)
  await rename(`${path}.part`, path)
}
