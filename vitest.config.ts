import { defineConfig } from 'vitest/config'

const project = (name: string, { isolate = true, retry = 0 } = {}) => ({
  test: {
    name,
    isolate,
    retry,
    include: [`tests/${name}/**/*.test.ts`],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['tests/support/patience.ts'],
    expect: { poll: { timeout: 20_000 } },
  },
})

export default defineConfig({
  test: {
    projects: [
      // Pure rules leave nothing behind: their files share what they import, which takes a third off the time.
      project('unit', { isolate: false }),
      // Devices are waited for by real time, which a busy machine can stretch. Whatever needed a second try is named.
      project('contract', { retry: 1 }),
      project('simulation'),
    ],
  },
})
