import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const here = (path: string) => resolve(import.meta.dirname, '..', path)

/**
 * The process that exports, built by itself: what it shared with main would be cut out of main into files of their own, and reading many
 * small files is most of a start.
 */
export default defineConfig({
  root: here('electron/exports'),
  build: {
    ssr: true,
    outDir: here('out/export'),
    emptyOutDir: true,
    target: 'node20',
    minify: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { host: here('electron/exports/host.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
    },
  },
  ssr: { noExternal: ['zod', 'fflate', 'iconv-lite'] },
})
