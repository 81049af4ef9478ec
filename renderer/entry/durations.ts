/** `47000` → `0:47`, `11520000` → `3:12:00`. Takes ms; whole seconds, rounded down, never below zero. */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const pad = (value: number): string => value.toString().padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`
}

/** `24240000` → `6:44`, hours and minutes, for the shift clock. Takes ms. */
export function hoursAndMinutes(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  return `${Math.floor(minutes / 60)}:${(minutes % 60).toString().padStart(2, '0')}`
}

/** Whole seconds still to go until `at`, rounded up, never below zero. Both in epoch ms. */
export function secondsUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000))
}

const two = (value: number): string => value.toString().padStart(2, '0')

/** `14:42` in the till's own time zone. Takes epoch ms. */
export function timeOfDay(at: number): string {
  const date = new Date(at)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** `14:42:19` in the till's own time zone. Takes epoch ms. */
export function timeWithSeconds(at: number): string {
  return `${timeOfDay(at)}:${two(new Date(at).getSeconds())}`
}

/** `0100 0052 0103 1700 0018 42`: long numbers in fours, as a person reads them out. */
export function inFours(number: string): string {
  return number.replace(/(.{4})(?=.)/g, '$1 ')
}
