/** Where the customer display stands. Device-independent pixels. */

export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Screen {
  readonly bounds: Place
}

const meet = (one: Place, other: Place): boolean =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height

/** The first screen that shows nothing of the till's: a mirrored one lies over it. Null when there is none. */
export function screenForCustomer(screens: readonly Screen[], tills: Screen): Place | null {
  return screens.find(({ bounds }) => !meet(bounds, tills.bounds))?.bounds ?? null
}

/** As large as the smallest customer display there is. */
const WINDOW = { width: 800, height: 480 }

/** Where there is no second screen: at the foot of this one, away from the hand's side of the till. */
export function cornerFor({ x, y, width, height }: Place): Place {
  const size = { width: Math.min(WINDOW.width, width), height: Math.min(WINDOW.height, height) }
  return { x, y: y + height - size.height, ...size }
}
