import type { Bridge } from '../contract/bridge.ts'

declare global {
  interface Window {
    /** Put here by the preload (contract/bridge.ts); the one way out of the page. */
    readonly guitai: Bridge
  }
}
