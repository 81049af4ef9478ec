import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SetUpStopped, say, spokenDuration } from './progress.mjs'
import { lastWords, runVisibly } from './run-program.mjs'
import { hashOf, stampAgrees, writeStamp } from './stamp.mjs'

/** Everything the build reads. The page's tools come by package-lock.json. */
export const BUILD_INPUTS = Object.freeze([
  'contract',
  'cloudpay',
  'drivers',
  'electron',
  'renderer',
  'electron.vite.config.ts',
  'build/export.vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
])

const OUTPUTS = [
  'out/main/start.cjs',
  'out/main/devices.cjs',
  'out/export/host.cjs',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
  'out/renderer/customer.html',
  'out/renderer/camera.html',
  'out/renderer/assets/zxing_reader.wasm',
]

/** One after the other: the first empties the folder of the pages. */
const STEPS = Object.freeze([
  ['electron-vite/bin/electron-vite.js', 'build'],
  ['vite/bin/vite.js', 'build', '--config', 'build/export.vite.config.ts', '--logLevel', 'warn'],
  ['vite/bin/vite.js', 'build', '--config', 'renderer/customer/vite.config.ts', '--logLevel', 'warn'],
  ['vite/bin/vite.js', 'build', '--config', 'renderer/camera/vite.config.ts', '--logLevel', 'warn'],
])

/** Builds main, preload and the three pages into out/ unless nothing changed since the last time. @param {string} root */
export async function buildApp(root) {
  const stamp = join(root, 'out', 'build.stamp')
  const hash = await hashOf(root, BUILD_INPUTS)
  const whole = OUTPUTS.every((file) => existsSync(join(root, file)))
  if (whole && (await stampAgrees(stamp, hash))) {
    say('build', 'up to date')
    return
  }
  const started = Date.now()
  say('build', 'main, preload and pages')
  for (const [tool = '', ...args] of STEPS) {
    const finished = await runVisibly(process.execPath, [join(root, 'node_modules', tool), ...args], { cwd: root })
    if (finished.code !== 0) throw new SetUpStopped(`The build failed:\n${lastWords(finished)}`)
  }
  const absent = OUTPUTS.filter((file) => !existsSync(join(root, file)))
  if (absent.length > 0) throw new SetUpStopped(`The build ended without ${absent.join(', ')}.`)
  await writeStamp(stamp, hash)
  say('build', `done in ${spokenDuration(Date.now() - started)}`)
}
