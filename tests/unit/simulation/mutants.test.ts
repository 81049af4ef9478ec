import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MUTANTS, PROMISES, type Mutant } from '../../simulation/mutants.ts'

const root = join(import.meta.dirname, '../../..')

/** The page of the mutants, by the promise that each breaks. */
function page(mutants: readonly Mutant[]): string {
  const parts = Object.entries(PROMISES).flatMap(([promise, text]) => {
    const own = mutants.filter((mutant) => mutant.breaks === promise)
    return own.length === 0 ? [] : [`## ${text}`, own.map(({ name, file }) => `- ${name} (\`${file}\`)`).join('\n')]
  })
  const head = [
    '# Faults put into the engine on purpose',
    'Each is one change of words in one file of the engine; `npm run sim -- --mutants` plays schedules against it until the simulation\ncatches it. Below, under the promise that it breaks. The list itself is `mutants.ts`; a unit test holds this page to it.',
  ]
  return `${[...head, ...parts].join('\n\n')}\n`
}

test.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
  '“%s” still finds the words that it changes',
  (_name, mutant) => {
    const text = readFileSync(join(root, mutant.file), 'utf8')
    expect(text).toContain(mutant.from)
    expect(mutant.to).not.toBe(mutant.from)
  },
)

test('the page of the mutants says what the list says', async () => {
  await expect(page(MUTANTS)).toMatchFileSnapshot('../../simulation/mutants.md')
})
