import type { Page } from '@playwright/test'
import { pictureOf, type Held } from '../../support/camera-film.ts'
import { watchedTest } from '../renderer/the-page.ts'
import { servePage } from '../served-page.ts'

/** A camera that a test plugs in, takes away and freezes, and the bridge on which the page speaks of it. */
interface StandInCamera {
  /** What opening it throws; null: it opens. */
  fails: string | null
  frozen: boolean
  picture: string
  readonly asked: [name: string, question: unknown][]
  readonly opened: MediaStreamConstraints[]
  readonly tracks: MediaStreamTrack[]
  looks: number
  /** How long each look takes besides, ms. */
  slow: number
}

declare global {
  interface Window {
    standInCamera: StandInCamera
  }
}

/** Runs inside the page, before the page does. */
function putIntoPage([picture, fails]: readonly [string, string | null]): void {
  const standIn: StandInCamera = { fails, frozen: false, picture, asked: [], opened: [], tracks: [], looks: 0, slow: 0 }
  const [width, height] = [640, 480]
  let [painted, image] = ['', new ImageData(width, height)]
  const paint = (brush: CanvasRenderingContext2D): void => {
    if (standIn.frozen) return
    if (painted !== standIn.picture) {
      painted = standIn.picture
      const light = atob(painted)
      const pixels = Uint32Array.from({ length: light.length }, (_pixel, nth) => 0xff000000 + light.charCodeAt(nth) * 0x10101)
      image = new ImageData(new Uint8ClampedArray(pixels.buffer), width, height)
    }
    brush.putImageData(image, 0, 0)
  }
  const getUserMedia = (wanted: MediaStreamConstraints): Promise<MediaStream> => {
    standIn.opened.push(wanted)
    if (standIn.fails !== null) return Promise.reject(new DOMException('no', standIn.fails))
    const canvas = document.createElement('canvas')
    ;[canvas.width, canvas.height] = [width, height]
    const brush = canvas.getContext('2d')
    if (!brush) throw new Error('nothing can be painted')
    setInterval(paint, 100, brush)
    const stream = canvas.captureStream()
    standIn.tracks.push(...stream.getTracks())
    return Promise.resolve(stream)
  }
  Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia } })
  const { copyTo } = VideoFrame.prototype
  VideoFrame.prototype.copyTo = function (...place: Parameters<typeof copyTo>) {
    standIn.looks++
    const until = performance.now() + standIn.slow
    while (performance.now() < until);
    return copyTo.apply(this, place)
  }
  const guitai = {
    ask(name: string, question: unknown) {
      standIn.asked.push([name, question])
      return Promise.resolve({ ok: true, value: null })
    },
  }
  Object.assign(window, { standInCamera: standIn, guitai })
}

const asText = (held: readonly Held[]): string => Buffer.from(pictureOf(held)).toString('base64')

/** The hand of the test: what it does with the camera, and what the page said of it. */
export class Camera {
  private readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  change(facts: Partial<Pick<StandInCamera, 'fails' | 'frozen' | 'slow'>>): Promise<void> {
    return this.page.evaluate((changed) => void Object.assign(window.standInCamera, changed), facts)
  }

  show(...held: readonly Held[]): Promise<void> {
    return this.page.evaluate((picture) => void (window.standInCamera.picture = picture), asText(held))
  }

  unplug(): Promise<void> {
    return this.page.evaluate(() => window.standInCamera.tracks.forEach((track) => track.stop()))
  }

  async states(): Promise<unknown[]> {
    const asked = await this.page.evaluate(() => window.standInCamera.asked)
    return asked.filter(([name]) => name === 'camera.state').map(([, question]) => (question as { state: unknown }).state)
  }

  async read(): Promise<unknown[]> {
    const asked = await this.page.evaluate(() => window.standInCamera.asked)
    return asked.filter(([name]) => name === 'camera.read').map(([, question]) => (question as { text: unknown }).text)
  }

  opened(): Promise<MediaStreamConstraints[]> {
    return this.page.evaluate(() => window.standInCamera.opened)
  }

  live(): Promise<number> {
    return this.page.evaluate(() => window.standInCamera.tracks.filter(({ readyState }) => readyState === 'live').length)
  }

  looks(): Promise<number> {
    return this.page.evaluate(() => window.standInCamera.looks)
  }
}

export interface Opened {
  /** Opens the camera's page on a camera that shows this, or fails to open so. */
  (fails?: string | null, ...held: readonly Held[]): Promise<Camera>
}

export const test = watchedTest.extend<{ open: Opened }, { origin: string }>({
  origin: [
    // Playwright reads the fixture's needs from this pattern, so it has to be one.
    async ({}, use) => {
      const site = await servePage('renderer/camera/vite.config.ts')
      await use(site.origin)
      await site.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  open: async ({ page, origin }, use) => {
    await use(async (fails = null, ...held) => {
      await page.addInitScript(putIntoPage, [asText(held), fails] as const)
      await page.goto(`${origin}/camera.html`)
      return new Camera(page)
    })
  },
})
export { expect } from '@playwright/test'
