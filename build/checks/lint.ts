import { runTool, type Finding } from './tools.ts'

/** The rooms, in the order of the plan. */
const ROOMS = ['contract', 'cloudpay', 'drivers', 'electron', 'renderer', 'build', 'tests']

/** Habits (eslint), layout (prettier), borders (dependency-cruiser) and dead code (knip), two at a time. */
export async function lint(): Promise<Finding[]> {
  const habits = runTool('eslint', 'eslint/bin/eslint.js', ['--max-warnings', '0', '.'])
  const layout = await runTool('prettier', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])
  const borders = await runTool('borders', 'dependency-cruiser/bin/dependency-cruise.mjs', [
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'err-long',
    ...ROOMS,
  ])
  const deadCode = await runTool('dead code', 'knip/bin/knip.js', ['--no-progress'])
  return [await habits, layout, borders, deadCode]
}
