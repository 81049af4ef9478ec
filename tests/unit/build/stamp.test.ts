import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashOf, stampAgrees, writeStamp } from '../../../build/setup/stamp.mjs'

describe('a stamp of the set-up', () => {
  let root = ''
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stamp-'))
    await mkdir(join(root, 'room', 'deep'), { recursive: true })
    await writeFile(join(root, 'room', 'a.ts'), 'one')
    await writeFile(join(root, 'room', 'deep', 'b.ts'), 'two')
  })
  afterEach(() => rm(root, { recursive: true }))
  const hash = () => hashOf(root, ['room', 'single.json'])

  it('stays the same while nothing changes, however often a file is written', async () => {
    const before = await hash()
    await writeFile(join(root, 'room', 'a.ts'), 'one')
    expect(await hash()).toBe(before)
  })

  it('changes with a byte in a nested file, a new file, a renamed file and a removed one', async () => {
    const seen = new Set([await hash()])
    await writeFile(join(root, 'room', 'deep', 'b.ts'), 'twp')
    seen.add(await hash())
    await writeFile(join(root, 'single.json'), '{}')
    seen.add(await hash())
    await rename(join(root, 'room', 'a.ts'), join(root, 'room', 'c.ts'))
    seen.add(await hash())
    await rm(join(root, 'single.json'))
    seen.add(await hash())
    expect(seen.size).toBe(5)
  })

  it('does not look into node_modules', async () => {
    const before = await hash()
    await mkdir(join(root, 'room', 'node_modules'))
    await writeFile(join(root, 'room', 'node_modules', 'x.js'), 'foreign')
    expect(await hash()).toBe(before)
  })

  it('agrees only with the hash it was written with, and never when it is not there', async () => {
    const file = join(root, 'not', 'yet', 'there.stamp')
    expect(await stampAgrees(file, 'abc')).toBe(false)
    await writeStamp(file, 'abc')
    expect(await stampAgrees(file, 'abc')).toBe(true)
    expect(await stampAgrees(file, 'abd')).toBe(false)
  })
})
