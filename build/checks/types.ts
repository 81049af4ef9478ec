import { runTool, type Finding } from './tools.ts'

/** The house by tsc, the page's components by vue-tsc. */
export function types(): Promise<Finding[]> {
  return Promise.all([
    runTool('tsc', 'typescript/bin/tsc', ['--noEmit', '--pretty', 'false', '-p', '.']),
    runTool('vue-tsc', 'vue-tsc/bin/vue-tsc.js', ['--noEmit', '--pretty', 'false', '-p', 'renderer']),
  ])
}
