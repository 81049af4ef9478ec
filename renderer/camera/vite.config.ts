import { fileURLToPath } from 'node:url'
import { defineConfig, mergeConfig } from 'vite'
import page from '../vite.config.ts'

/** The camera's page is built by itself: the decoder in it is larger than all that the till's page reads at a start. */
export default defineConfig(
  mergeConfig(page, {
    build: {
      minify: true,
      emptyOutDir: false,
      rolldownOptions: {
        input: { camera: fileURLToPath(new URL('../camera.html', import.meta.url)) },
        // The decoder has a name that the package can be held to.
        output: { assetFileNames: 'assets/[name][extname]' },
      },
    },
  }),
)
