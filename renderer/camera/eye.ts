import type { CameraState } from '../../contract/camera.ts'

/** What a code is legible in at arm's length; a camera that has less gives what it has. */
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 15 } }
/** The least between two looks, ms. */
const BETWEEN_LOOKS = 100
/** A slow machine rests this many times as long as it looked, so that two thirds of a core are left to whoever sells. */
const RESTS = 2
/** A camera that gives no new picture for so long is opened again, ms. */
const STALLED = 5000
/** Before it is opened again, ms. */
const AGAIN = 2000

/** Why a camera could not be opened, by the name of what the browser threw. */
function stateOf(error: unknown): CameraState {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'noCamera'
  return name === 'NotReadableError' ? 'cameraBusy' : 'cameraBroken'
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

type Look = (picture: ImageData) => Promise<void>
type Say = (state: CameraState) => void

/** A look at what the video shows now, without a canvas: each picture is written over the one before, and nothing is left to be cleared up. */
function lookAt(video: HTMLVideoElement, look: Look): () => Promise<void> {
  let picture = new ImageData(1, 1)
  return async () => {
    const frame = new VideoFrame(video)
    try {
      const { width, height } = frame.visibleRect ?? picture
      if (picture.width !== width || picture.height !== height) picture = new ImageData(width, height)
      await frame.copyTo(picture.data, { format: 'RGBA' })
    } finally {
      frame.close()
    }
    await look(picture)
  }
}

/** Looks at the pictures of an open camera until it ends or stands still. */
async function watch(video: HTMLVideoElement, track: MediaStreamTrack | undefined, look: Look, say: Say): Promise<CameraState> {
  const lookNow = lookAt(video, look)
  let shown = 0
  let shownAt = performance.now()
  while (track?.readyState === 'live') {
    const from = performance.now()
    // Its clock runs on without pictures; their number does not.
    const { totalVideoFrames: pictures } = video.getVideoPlaybackQuality()
    if (pictures !== shown && video.readyState >= video.HAVE_CURRENT_DATA) {
      say('fine')
      ;[shown, shownAt] = [pictures, from]
      await lookNow()
    } else if (from - shownAt > STALLED) return 'cameraBroken'
    await pause(Math.max(BETWEEN_LOOKS, RESTS * (performance.now() - from)))
  }
  return 'noCamera'
}

/** Keeps the camera open for as long as the page lives, and says how it stands, again and again where it does not open. */
export async function keepLooking(look: Look, say: Say): Promise<never> {
  const video = document.createElement('video')
  video.muted = true
  for (;;) {
    let stream: MediaStream | null = null
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: PICTURE, audio: false })
      video.srcObject = stream
      // Not waited for: a camera without pictures never begins to play.
      void video.play().catch(() => undefined)
      say(await watch(video, stream.getVideoTracks()[0], look, say))
    } catch (error) {
      say(stateOf(error))
    } finally {
      for (const track of stream?.getTracks() ?? []) track.stop()
      video.srcObject = null
    }
    await pause(AGAIN)
  }
}
