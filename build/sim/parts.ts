import { fork } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'vite'
import type { Part, Result } from '../../tests/simulation/world/many.ts'

/** New objects live for one schedule: with this room most of them are gone before anybody has to look for them. */
const EXEC = ['--max-semi-space-size=32']

/**
 * Puts what plays schedules into one plain file, and answers its path: a loader that turns TypeScript into JavaScript as
 * it goes gives every function a name by hand, and that is a sixth of the time.
 */
export async function bundled(root: string): Promise<string> {
  const outDir = join(root, 'out/sim')
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['libsql'] },
    build: {
      ssr: join(root, 'build/sim/part.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { format: 'esm', entryFileNames: 'part.mjs' } },
    },
  })
  return join(outDir, 'part.mjs')
}

/** Plays a part of a run in a process of its own. `progress` is told how many are done, and how many of them were broken. */
export function playPart(file: string, part: Part, progress: (done: number, violations: number) => void): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = fork(file, { execArgv: EXEC })
    let result: Result | null = null
    child.on('message', (message: { done: number; violations: number } | { result: Result }) => {
      if ('result' in message) ({ result } = message)
      else progress(message.done, message.violations)
    })
    child.once('exit', (code) => {
      if (result) resolve(result)
      else reject(new Error(`a part of the simulation ended with ${code ?? 'a signal'}`))
    })
    child.send(part)
  })
}
