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
      // What is in node_modules stays there: native add-ons have to, and the rest is packed once, not twice.
      externalizeDeps: true,
      rolldownOptions: {
        input: { main: here('electron/main.ts'), devices: here('drivers/host.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
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
