import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pictureAt, picturesIn } from '../../../electron/kiosk/pictures.ts'
import { scratchFolder } from './scratch.ts'

const MEGABYTE = 1024 * 1024
const at = (name: string): string => `app://guitai/pictures/${encodeURIComponent(name)}`

function folderWith(files: Readonly<Record<string, number>>): string {
  const folder = join(scratchFolder(), 'pictures')
  mkdirSync(folder)
  for (const [name, bytes] of Object.entries(files)) {
    writeFileSync(join(folder, name), 'p')
    truncateSync(join(folder, name), bytes)
  }
  return folder
}

describe('The shop’s own pictures', () => {
  it('are listed by the alphabet: pictures of the right kind and size, and nothing else', async () => {
    const folder = folderWith({
      'b.jpg': 10,
      'A 1.PNG': 10,
      '夏天.webp': 10,
      'c.jpeg': 4 * MEGABYTE,
      'large.png': 4 * MEGABYTE + 1,
      'empty.png': 0,
      'page.html': 10,
      'drawing.svg': 10,
      '.hidden.png': 10,
    })
    mkdirSync(join(folder, 'folder.png'))
    const names = picturesIn(folder)
    expect(names).toEqual(['A 1.PNG', 'b.jpg', 'c.jpeg', '夏天.webp'])
    for (const name of names) expect((await pictureAt(folder, at(name)))?.data.length).toBeGreaterThan(0)
    expect((await pictureAt(folder, at('A 1.PNG')))?.type).toBe('image/png')
    expect((await pictureAt(folder, at('夏天.webp')))?.type).toBe('image/webp')
    for (const name of ['large.png', 'empty.png', 'page.html', 'drawing.svg', 'folder.png', 'absent.png'])
      expect(await pictureAt(folder, at(name))).toBeNull()
  })

  it('are none where there is no folder, and at most a hundred', () => {
    expect(picturesIn(join(scratchFolder(), 'absent'))).toEqual([])
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`${String(index).padStart(3, '0')}.png`, 1]))
    expect(picturesIn(folderWith(many))).toHaveLength(100)
  })

  it('never lie outside their folder, not even by a link', async () => {
    const folder = folderWith({ 'a.png': 10 })
    writeFileSync(join(folder, '..', 'secret.png'), 'secret')
    symlinkSync(join(folder, '..', 'secret.png'), join(folder, 'link.png'))
    expect(picturesIn(folder)).toEqual(['a.png'])
    for (const url of [
      at('link.png'),
      at('../secret.png'),
      'app://guitai/pictures/../secret.png',
      'app://guitai/pictures/..%2fsecret.png',
      'app://guitai/pictures/..%5csecret.png',
      'app://guitai/pictures/%00.png',
      'app://guitai/pictures/%E0%A4%A.png',
      'app://guitai/pictures/',
      'app://other/pictures/a.png',
      'file:///etc/a.png',
      'app://guitai/a.png',
    ])
      expect(await pictureAt(folder, url), url).toBeNull()
    expect(await pictureAt(folder, at('a.png'))).not.toBeNull()
  })
})
