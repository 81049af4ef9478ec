import type { ToDevices } from '../../contract/devices.ts'

/** A started process, as who started it sees it: how it was started is not its business. `Told` is what it is told. */
export interface Child<Told = ToDevices> {
  send(message: Told): void
  /** What it says is not believed before it is parsed. */
  onMessage(listener: (message: unknown) => void): void
  /** Called once, when it is gone, however it went. */
  onExit(listener: (code: number | null) => void): void
  /** Ends it at once, also when it hangs. */
  kill(): void
}

export type Spawn<Told = ToDevices> = () => Child<Told>
