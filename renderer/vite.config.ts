import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** Checks run in the main process. The page takes what can be chosen from lists without checks, and of messages their types alone. */
const noChecks = {
  name: 'no-checks-in-the-page',
  resolveId: (id: string, importer?: string): null => {
    if (id === 'zod') throw new Error(`${importer ?? 'something'} would bring checks into the page: import its types alone`)
    return null
  },
}

/**
 * How the page is built, alone (`vite build renderer`) or as the renderer part of electron-vite. Nothing is inlined and
 * nothing is compiled at run time, so that the page keeps to `script-src 'self'; style-src 'self'; font-src 'self'`.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [noChecks, vue()],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
  },
  build: {
    outDir: fileURLToPath(new URL('../out/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
