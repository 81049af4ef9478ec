import { createHash } from 'node:crypto'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkBinary, checkIntegrity, placeOf, SUBSTITUTE } from '../../../build/electron/substitute.mjs'
import { SetUpStopped } from '../../../build/setup/progress.mjs'
import { runProgram } from '../../../build/setup/run-program.mjs'

describe('the substitute Electron', () => {
  let folder = ''
  let tarball = ''
  let integrity = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'substitute-'))
    tarball = join(folder, 'package.tgz')
    await writeFile(join(folder, 'content'), 'what is inside')
    expect((await runProgram('tar', ['-czf', tarball, '-C', folder, 'content'])).code).toBe(0)
    integrity = `sha512-${createHash('sha512')
      .update(await readFile(tarball))
      .digest('base64')}`
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is taken when its tarball is the pinned one', async () => {
    await expect(checkIntegrity(tarball, integrity)).resolves.toBeUndefined()
  })

  it('is refused, before anything is unpacked, when one byte of its tarball differs', async () => {
    const altered = join(folder, 'altered.tgz')
    await writeFile(altered, await readFile(tarball))
    await appendFile(altered, '\0')
    await expect(checkIntegrity(altered, integrity)).rejects.toThrow(SetUpStopped)
    await expect(checkIntegrity(tarball, SUBSTITUTE.integrity)).rejects.toThrow(/not the one this project trusts/)
  })

  it('is refused when the assembled binary is not the pinned one', async () => {
    await expect(checkBinary(join(folder, 'content'), SUBSTITUTE.binarySha256)).rejects.toThrow(/not the trusted one/)
    const right = createHash('sha256').update('what is inside').digest('hex')
    await expect(checkBinary(join(folder, 'content'), right)).resolves.toBeUndefined()
  })

  it.each([
    ['Cypress/Cypress', 'electron'],
    ['Cypress/LICENSE.electron.txt', 'LICENSE'],
    ['Cypress/locales/zh-CN.pak', 'locales/zh-CN.pak'],
    ['Cypress/resources/app/index.js', null],
    ['Cypress/browser_v8_context_snapshot.bin', null],
    ['Cypress/locales/', null],
    ['Cypress/../outside', null],
    ['elsewhere/file', null],
  ])('takes %s as %s', (path, place) => {
    expect(placeOf(path)).toBe(place)
  })
})
