import { runTool, type Finding } from './tools.ts'

/** What has not changed since the last time is not checked again; the compiler itself keeps account of that. */
const HOW = ['--noEmit', '--pretty', 'false', '--incremental', '--tsBuildInfoFile']

/** The house by tsc, the page's components by vue-tsc. */
export function types(): Promise<Finding[]> {
  return Promise.all([
    runTool('tsc', 'typescript/bin/tsc', [...HOW, 'node_modules/.guitai/tsc.json', '-p', '.']),
    runTool('vue-tsc', 'vue-tsc/bin/vue-tsc.js', [...HOW, 'node_modules/.guitai/vue-tsc.json', '-p', 'renderer']),
  ])
}
