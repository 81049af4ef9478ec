import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'

const here = (path: string) => resolve(import.meta.dirname, path)

/** Names without hashes: a stack trace in the log of a till in the field points at the same file in every build. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node20',
      // What is in node_modules stays there: native add-ons have to, and the rest is packed once, not twice.
      externalizeDeps: true,
      rollupOptions: {
        input: { main: here('electron/main.ts'), devices: here('drivers/host.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'parts/[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node20',
      // A sandboxed preload is CommonJS and can require nothing but electron: all it uses has to be inside.
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: here('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('renderer'),
    base: './',
    plugins: [vue()],
    build: {
      outDir: here('out/renderer'),
      target: 'chrome130',
      minify: true,
      // An inlined asset would be a data: address, which the page's content security policy refuses; the polyfill would be an inline script.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: { index: here('renderer/index.html') } },
    },
  },
})
