import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import decoder from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { CameraState } from '../../contract/camera.ts'
import { keepLooking } from './eye.ts'
import { KINDS } from './kinds.ts'
import { createSightings } from './sightings.ts'

prepareZXingModule({ overrides: { locateFile: () => decoder } })
const sightings = createSightings()
let said: CameraState | null = null

async function look(picture: ImageData): Promise<void> {
  const read = await readBarcodes(picture, KINDS)
  const texts = read.filter(({ isValid }) => isValid).map(({ text }) => text)
  for (const text of sightings.see(texts, performance.now())) void window.guitai.ask('camera.read', { text })
}

void keepLooking(look, (state) => {
  if (state === said) return
  said = state
  void window.guitai.ask('camera.state', { state })
})
