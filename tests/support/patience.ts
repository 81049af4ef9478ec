import { vi } from 'vitest'

/** What is waited for comes when it comes: a busy machine is no fault of the till, ms. */
const PATIENCE = 20_000

const waitFor = vi.waitFor.bind(vi)
vi.waitFor = (callback, options) => waitFor(callback, typeof options === 'number' ? options : { timeout: PATIENCE, ...options })
