import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

/**
 * A stamp is the hash of what a step was made from, kept beside what it made. While both agree the step has nothing to
 * do. Contents are compared, not times: a fresh clone or a changed branch gives any times.
 */

/** @param {string} path @returns {Promise<string[]>} */
async function filesUnder(path) {
  const entry = await stat(path).catch(() => null)
  if (entry === null) return []
  if (entry.isFile()) return [path]
  const names = await readdir(path)
  const nested = await Promise.all(names.filter((name) => name !== 'node_modules').map((name) => filesUnder(join(path, name))))
  return nested.flat()
}

/**
 * One hash over the names and contents of files and whole folders. What is absent counts as absent, so that a removed
 * file changes the hash.
 * @param {string} root @param {readonly string[]} paths relative to `root` @returns {Promise<string>} hexadecimal sha256
 */
export async function hashOf(root, paths) {
  const found = (await Promise.all(paths.map((path) => filesUnder(join(root, path))))).flat().sort()
  const hash = createHash('sha256')
  for (const file of found) {
    const content = await readFile(file)
    hash.update(`${relative(root, file)}\0${String(content.length)}\0`).update(content)
  }
  return hash.digest('hex')
}

/** @param {string} file @param {string} hash @returns {Promise<boolean>} */
export async function stampAgrees(file, hash) {
  const written = await readFile(file, 'utf8').catch(() => null)
  return written?.trim() === hash
}

/** @param {string} file @param {string} hash */
export async function writeStamp(file, hash) {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${hash}\n`)
}
