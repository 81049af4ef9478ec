import { fileURLToPath } from 'node:url'
import { defineConfig, mergeConfig } from 'vite'
import page from '../vite.config.ts'

/**
 * The customer display's page is built by itself, beside the till's: sharing one build, the two would share files, and the
 * till's page would be read in more pieces at each start for a display that most tills do not have.
 */
export default defineConfig(
  mergeConfig(page, {
    build: {
      minify: true,
      emptyOutDir: false,
      rolldownOptions: { input: { customer: fileURLToPath(new URL('../customer.html', import.meta.url)) } },
    },
  }),
)
