import type { ToDevices } from '../../contract/devices.ts'

/** A started devices process, as the supervisor sees it: how it was started is not its business. */
export interface Child {
  send(message: ToDevices): void
  /** What it says is not believed before it is parsed. */
  onMessage(listener: (message: unknown) => void): void
  /** Called once, when it is gone, however it went. */
  onExit(listener: (code: number | null) => void): void
  /** Ends it at once, also when it hangs. */
  kill(): void
}

export type Spawn = () => Child
