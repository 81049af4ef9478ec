import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]
/** A file of this house, named in the text. */
const NAMED = /\b(?:build|cloudpay|contract|drivers|electron|renderer|tests)\/[\w./-]+\.(?:ts|mjs|md|vue|spec\.ts|test\.ts)\b/g
const SCRIPT = /`npm run ([\w:-]+)/g

test.each(PAGES)('%s names only files and commands that are there', (page) => {
  const text = readFileSync(join(root, page), 'utf8')
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  const files = [...text.matchAll(NAMED)].map(([name]) => name).filter((name) => !existsSync(join(root, name)))
  const commands = [...text.matchAll(SCRIPT)].map(([, name = '']) => name).filter((name) => !(name in scripts))
  expect([...files, ...commands]).toEqual([])
})
