import { join } from 'node:path'
import { runVisibly } from '../setup/run-program.mjs'

export interface Finding {
  readonly tool: string
  /** Empty when the tool found nothing. */
  readonly text: string
}

export const root = join(import.meta.dirname, '..', '..')

/** Runs a tool out of node_modules by this same Node; what it printed is its finding when it does not end with 0. */
export async function runTool(tool: string, program: string, args: readonly string[]): Promise<Finding> {
  const finished = await runVisibly(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    progress: () => tool,
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
  })
  if (finished.code === 0) return { tool, text: '' }
  return { tool, text: `${finished.stdout}\n${finished.stderr}`.trim() || `ended with code ${finished.code}` }
}

/** Prints what was found and answers how the program should end. */
export function account(findings: readonly Finding[]): 0 | 1 {
  for (const finding of findings) {
    console.log(finding.text === '' ? `  ${finding.tool}: fine` : `\n${finding.tool}:\n${finding.text}\n`)
  }
  return findings.every((finding) => finding.text === '') ? 0 : 1
}
