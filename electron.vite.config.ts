import { defineConfig, mergeConfig } from 'electron-vite'
import { resolve } from 'node:path'
import page from './renderer/vite.config.ts'

const here = (path: string) => resolve(import.meta.dirname, path)

/** Names without hashes: a stack trace in the log of a till in the field points at the same file in every build. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node20',
      // Reading many small files is most of a start, so what is read at each start is in one piece. Native add-ons cannot
      // be, and what draws slips brings files of its own; it is read when something is drawn.
      externalizeDeps: { exclude: ['zod', 'undici', 'iconv-lite'] },
      minify: true,
      rolldownOptions: {
        input: { start: here('electron/start.ts'), devices: here('drivers/host.ts') },
        // CommonJS is read at once, modules one by one with a turn of the loop for each.
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node20',
      // A sandboxed preload is CommonJS and can require nothing but electron: all it uses has to be inside.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: here('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: mergeConfig(page, { build: { minify: true, rolldownOptions: { input: { index: here('renderer/index.html') } } } }),
})
